import { builtinModules } from 'node:module'
import type { Plugin } from 'esbuild'

const builtins = new Set(builtinModules)

/**
 * Loads node's own modules when the code that imports them runs. Left as imports they would all be hoisted to the top of the
 * file, and loading child_process, net and worker_threads for nothing is a third of the start.
 */
export const lazyBuiltins: Plugin = {
  name: 'lazy-builtins',
  setup(build) {
    build.onResolve({ filter: /^(node:)?[a-z_/]+$/ }, ({ path, namespace }) => {
      const name = path.replace(/^node:/, '')
      return namespace !== 'builtin' && builtins.has(name) ? { path: name, namespace: 'builtin' } : undefined
    })
    build.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)})`,
    }))
  },
}
