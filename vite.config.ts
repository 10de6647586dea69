// Builds the pages into dist/client; must not know the server beyond the three paths the development server hands on to it.
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where the pages' server asks what is not a page: the port that our own server was given. */
const serverUrl = `http://localhost:${process.env['PORT'] ?? '8080'}`;
const lazyChunks = [
  { name: 'hls', test: /node_modules[\\/]hls\.js/ },
  {
    name: 'framework',
    test: /node_modules[\\/](react|react-dom|scheduler|react-router|i18next|react-i18next|@tanstack)[\\/]/,
  },
];

export default defineConfig({
  root: 'client',
  publicDir: 'public',
  plugins: [react()],
  css: {
    preprocessorOptions: {
      scss: { quietDeps: true, silenceDeprecations: ['import', 'global-builtin', 'color-functions', 'if-function'] },
    },
  },
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    // The strict content security policy allows no data: address, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { codeSplitting: { groups: lazyChunks } } },
  },
  server: {
    port: 5173,
    proxy: {
      '/api': serverUrl,
      '/hls': serverUrl,
      '/socket.io': { target: serverUrl, ws: true },
    },
  },
});
