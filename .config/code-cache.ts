import { spawnSync } from 'node:child_process'
import { chunkLoader } from './chunk-loader.ts'

/** What is run, so that V8 keeps what it compiled for it: every command once. */
const runs = [
  ['--help'],
  ['size', '--profile', 'lewis', '--scans-per-hour', '100', '--users', '20', '--retention-days', '365'],
  ['profile', 'list'],
  ['explain', 'cpu.utilization'],
  ['diagnose', '--no-exec', '--window', '200ms'],
  ['diagnose', '--no-exec', '--quick', '--json'],
]

/**
 * JavaScript that knows chunks as files in `folder` (an expression), each with what V8 made of it before, where this version
 * of V8 did: most of a short run would else be spent on compiling. V8 itself refuses what it did not make of the same text.
 */
export function chunkFiles(folder: string): string {
  return `
const { readFileSync } = process.getBuiltinModule('fs')
const folder = ${folder}
const cache = folder + '/v8-' + process.versions.v8 + '-' + process.arch
const place = (name) => folder + name.slice(1)
const source = (name) => name.startsWith('./') ? readFileSync(place(name), 'utf8') : undefined
function cached(name) {
  try {
    return readFileSync(cache + name.slice(1))
  } catch {
    return undefined
  }
}
`
}

/** Writes the caches of the chunks in `folder` for the Node that runs this; returns why there are none, or null. */
export function writeCodeCache(folder: string, start: string): string | null {
  const program = `
${chunkLoader(chunkFiles(JSON.stringify(folder)))}
const { run } = load(${JSON.stringify(start)})
for (const args of ${JSON.stringify(runs)}) {
  process.argv.splice(2, Infinity, ...args)
  await run()
}
const { mkdirSync, writeFileSync } = process.getBuiltinModule('fs')
mkdirSync(cache, { recursive: true })
for (const [name, script] of scripts) writeFileSync(cache + name.slice(1), script.createCachedData())
process.exitCode = 0
`
  const { NODE_OPTIONS: _, NODE_V8_COVERAGE: __, ...env } = process.env
  const ran = spawnSync(process.execPath, ['--input-type=module', '-'], {
    input: program,
    env,
    encoding: 'utf8',
  })
  return ran.status === 0 ? null : (ran.error?.message ?? ran.stderr)
}
