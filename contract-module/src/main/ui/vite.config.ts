import { defineConfig } from 'vite';

// Two entries: the stand-alone page, and the loader for a host's page under a name that never changes.
export default defineConfig({
  base: './',
  build: {
    outDir: process.env.UI_OUT ?? '../../../target/ui',
    emptyOutDir: true,
    target: 'es2022',
    rollupOptions: {
      input: { index: 'index.html', embed: 'src/embed.ts' },
      preserveEntrySignatures: 'strict',
      output: {
        entryFileNames: (chunk) => (chunk.name === 'embed' ? 'embed.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
});
