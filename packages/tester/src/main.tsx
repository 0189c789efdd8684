import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app'
import './styles/theme.css'
import './styles/base.css'
import './styles/layout.css'
import './styles/controls.css'
import './send-bar.css'
import './json/json.css'
import './mapping/fields.css'
import './result/result.css'
import './destinations/combobox.css'
import './holdings/holdings.css'
import './take-away/take-away.css'

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>
  )
}
