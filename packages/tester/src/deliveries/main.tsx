import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app'
import '../styles/theme.css'
import '../styles/base.css'
import '../styles/layout.css'
import '../styles/controls.css'
import '../json/json.css'
import '../result/result.css'
import '../holdings/holdings.css'
import 'uplot/dist/uPlot.min.css'
import './deliveries.css'
import './plots/plots.css'

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>
  )
}
