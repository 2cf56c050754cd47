import { builtinModules, createRequire } from 'node:module'
import type { Plugin } from 'esbuild'

const builtins = new Set(builtinModules)
/** What a package imports first of all and this command hardly ever uses: commander's child_process alone takes 5 ms. */
const onUse = new Set(['child_process'])
const require = createRequire(import.meta.url)

/** Loads node's own modules when the code that imports them runs; left as imports they would all be loaded first. */
export const lazyBuiltins: Plugin = {
  name: 'lazy-builtins',
  setup(build) {
    build.onResolve({ filter: /^(node:)?[a-z_/]+$/ }, ({ path, namespace }) => {
      const name = path.replace(/^node:/, '')
      return namespace !== 'builtin' && builtins.has(name)
        ? { path: name, namespace: 'builtin', sideEffects: true }
        : undefined
    })
    build.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({ contents: moduleSource(path) }))
  },
}

function moduleSource(name: string): string {
  const load = `process.getBuiltinModule(${JSON.stringify(name)})`
  if (!onUse.has(name)) return `module.exports = ${load}`
  const exported: object = require(name)
  return `module.exports = {${Object.keys(exported).map((key) => `get ${key}() { return ${load}.${key} }`)}}`
}
