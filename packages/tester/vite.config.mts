import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [react()],
  base: './',
  build: {
    target: 'es2022',
    // Every asset is a file: the page's policy lets in nothing that is written into it.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false }
  }
})
