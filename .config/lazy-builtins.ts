import { builtinModules, createRequire } from 'node:module'
import { basename } from 'node:path'
import type { Plugin } from 'esbuild'

/** What is imported at the top and hardly ever used: commander's child_process and the fingerprint's crypto take 9 ms. */
const onUse = new Set(['child_process', 'crypto'])
const require = createRequire(import.meta.url)

const builtins = new Set(builtinModules)

/**
 * Loads the slow ones of node's own modules when something in them is used, and makes those that packages `require` work in
 * an ES module.
 */
export const lazyBuiltins: Plugin = {
  name: 'lazy-builtins',
  setup(build) {
    build.onResolve({ filter: /^(node:)?[a-z_/]+$/ }, ({ path, namespace, kind, importer }) => {
      const name = path.replace(/^node:/, '')
      const isSlow = onUse.has(name)
      if (namespace === 'builtin' || !builtins.has(name)) return undefined
      if (kind !== 'require-call' && !isSlow) return undefined
      // One for each importer: shared by several, these few bytes would come out as a file of their own.
      return { path: name, suffix: isSlow ? '' : `?${basename(importer)}`, namespace: 'builtin' }
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
