import { builtinModules, createRequire } from 'node:module'
import type { Plugin } from 'esbuild'

/** What is imported at the top and hardly ever used: commander's child_process and the fingerprint's crypto take 9 ms. */
const onUse = new Set(['child_process', 'crypto'])
const require = createRequire(import.meta.url)

const builtins = new Set(builtinModules)

/**
 * Loads the slow ones of node's own modules when something in them is used, and makes those that packages `require` work in
 * an ES module. With `all` every one waits for the code that imports it: in one file they would all be loaded first.
 */
export function lazyBuiltins({ all }: { all: boolean }): Plugin {
  return {
    name: 'lazy-builtins',
    setup(build) {
      build.onResolve({ filter: /^(node:)?[a-z_/]+$/ }, ({ path, namespace, kind }) => {
        const name = path.replace(/^node:/, '')
        const lazy = all || kind === 'require-call' || onUse.has(name)
        return namespace !== 'builtin' && builtins.has(name) && lazy
          ? { path: name, namespace: 'builtin' }
          : undefined
      })
      build.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({ contents: moduleSource(path) }))
    },
  }
}

function moduleSource(name: string): string {
  const load = `process.getBuiltinModule(${JSON.stringify(name)})`
  if (!onUse.has(name)) return `module.exports = ${load}`
  const exported: object = require(name)
  return `module.exports = {${Object.keys(exported).map((key) => `get ${key}() { return ${load}.${key} }`)}}`
}
