import type { Plugin } from 'esbuild'

const wanted = new Set(['system', 'osinfo', 'cpu', 'memory', 'filesystem', 'util'])

/** Of systeminformation only what an inventory asks: the rest (networks, containers, graphics, processes) is half of it. */
export const onlyInventory: Plugin = {
  name: 'only-inventory',
  setup(build) {
    build.onResolve({ filter: /^\.\/[a-z]+$/i }, ({ path, importer }) => {
      const isOther = /systeminformation[/\\]lib[/\\]/.test(importer) && !wanted.has(path.slice(2))
      return isOther ? { path, namespace: 'left-out' } : undefined
    })
    build.onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({ contents: 'module.exports = {}' }))
  },
}
