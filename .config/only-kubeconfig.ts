import type { Plugin } from 'esbuild'

/** What the kubeconfig of the official Kubernetes client imports for API classes that are not used, and a fetch that Node has. */
const unused: Readonly<Record<string, string>> = {
  './gen/index.js': 'export const createConfiguration = undefined, ServerConfiguration = undefined',
  'node-fetch': 'export const { Headers } = globalThis',
}

/** Of the Kubernetes client only what reads a kubeconfig and finds credentials. */
export const onlyKubeconfig: Plugin = {
  name: 'only-kubeconfig',
  setup(build) {
    build.onResolve({ filter: /^(\.\/gen\/index\.js|node-fetch)$/ }, ({ path, importer }) =>
      /client-node[/\\]dist[/\\]config\.js$/.test(importer) ? { path, namespace: 'unused' } : undefined,
    )
    build.onLoad({ filter: /.*/, namespace: 'unused' }, ({ path }) => ({ contents: unused[path] ?? '' }))
  },
}
