import { defineConfig } from 'vite';

// Two entries: the stand-alone page, and the loader for a host's page under a name that never changes.
export default defineConfig({
  base: './',
  build: {
    outDir: process.env.UI_OUT ?? '../../../target/ui',
    emptyOutDir: true,
    target: 'es2022',
    // Every lazy page is one small file; hints to fetch its parts sooner would weigh more than they win.
    modulePreload: false,
    rollupOptions: {
      input: { index: 'index.html', embed: 'src/embed.ts' },
      preserveEntrySignatures: 'strict',
      output: {
        // What every page needs comes in one file, as before there were lazy pages.
        codeSplitting: { groups: [{ name: 'core', test: /\/src\/embed\.ts$/ }] },
        entryFileNames: (chunk) => (chunk.name === 'embed' ? 'embed.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
});
