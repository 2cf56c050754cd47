import type { Plugin } from 'esbuild'

/** What autocannon imports for figures of its own, which are not asked for: a histogram in WebAssembly and what is made of it. */
const figures = /^(\.\/aggregateResult|hdr-histogram-js|hdr-histogram-percentiles-obj)$/

/** Of autocannon only what sends requests and reads answers. */
export const onlyLoadClient: Plugin = {
  name: 'only-load-client',
  setup(build) {
    build.onResolve({ filter: figures }, ({ path, importer }) =>
      /autocannon[/\\]lib[/\\]/.test(importer) ? { path, namespace: 'no-figures' } : undefined,
    )
    build.onLoad({ filter: /.*/, namespace: 'no-figures' }, () => ({
      contents: 'module.exports = { initWebAssemblySync() {} }',
    }))
  },
}
