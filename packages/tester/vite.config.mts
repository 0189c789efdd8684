import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig(({ command }) => {
  // Jest sets NODE_ENV to "test" in the processes that it starts, and Vite would then bundle React's development build.
  if (command === 'build') process.env.NODE_ENV = 'production'
  return {
    plugins: [react()],
    base: './',
    build: {
      target: 'es2022',
      // Every asset is a file: the page's policy lets in nothing that is written into it.
      assetsInlineLimit: 0,
      // Two pages, so that what only one of them needs is loaded by that one.
      rolldownOptions: { input: ['index.html', 'deliveries.html'] },
      modulePreload: { polyfill: false }
    }
  }
})
