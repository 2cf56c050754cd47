import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, extname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { keepFile } from '../../../apply/index.ts'
import type { SuiteTools } from '../suite-request.ts'

/** What the thread of the hooks is told when it starts. */
export interface HookOrder {
  tools: SuiteTools
  overlay: Readonly<Record<string, string>>
}

interface Resolved {
  url: string
  format?: string | null | undefined
  shortCircuit?: boolean
}
interface Loaded {
  format: string
  source?: string | ArrayBuffer | Uint8Array
  shortCircuit?: boolean
}

let order: HookOrder = {
  tools: { hooks: '', compiler: '', tinybench: '', compiled: '' },
  overlay: {},
}

const benchDoor = 'lewis-perf/bench'
const tinybenchDoor = 'lewis-perf-tinybench:'
const isTypeScript = /\.[cm]?tsx?$/

/** Called by Node with what `register` was given. */
export function initialize(data: HookOrder): void {
  order = data
}

/** Finds what only TypeScript finds, the suites of head in the folder of the base, and the two modules that stand in for others. */
export async function resolve(
  specifier: string,
  context: { parentURL?: string },
  next: (specifier: string, context?: unknown) => Promise<Resolved>,
): Promise<Resolved> {
  if (specifier === benchDoor) return { url: doorSource, shortCircuit: true }
  if (specifier === 'tinybench' && isSuite(context.parentURL)) return tinybenchOf(specifier, context, next)
  try {
    return await next(specifier, context)
  } catch (error) {
    const found = candidates(specifier, context.parentURL)
    if (found === null) throw error
    return { url: pathToFileURL(found).href, shortCircuit: true }
  }
}

/** Hands out compiled TypeScript, and head's text for a suite in the folder of the base. */
export async function load(
  url: string,
  context: { format?: string | null },
  next: (url: string, context?: unknown) => Promise<Loaded>,
): Promise<Loaded> {
  if (url.startsWith(tinybenchDoor)) {
    const source = tinybenchSource(decodeURIComponent(url.slice(tinybenchDoor.length)))
    return { format: 'module', source, shortCircuit: true }
  }
  if (!url.startsWith('file:')) return next(url, context)
  const path = fileURLToPath(url)
  const standIn = order.overlay[path]
  if (standIn === undefined && !isTypeScript.test(path)) return next(url, context)
  const text = readFileSync(standIn ?? path, 'utf8')
  const source = isTypeScript.test(path) ? await compiled(text, path) : text
  return { format: formatOf(path, source), source, shortCircuit: true }
}

// `suite` belongs to the process that asked for it, wherever this copy comes from.
const doorSource = `data:text/javascript,${encodeURIComponent("export const suite = globalThis[Symbol.for('lewis-perf.suite')]")}`

function isSuite(parentUrl: string | undefined): boolean {
  return parentUrl?.startsWith('file:') === true && !parentUrl.includes('/node_modules/')
}

/** The project's own tinybench where there is one. */
async function tinybenchOf(
  specifier: string,
  context: { parentURL?: string },
  next: (specifier: string, context?: unknown) => Promise<Resolved>,
): Promise<Resolved> {
  const real = await next(specifier, context).then(
    ({ url }) => url,
    () => pathToFileURL(order.tools.tinybench).href,
  )
  return { url: `${tinybenchDoor}${encodeURIComponent(real)}`, shortCircuit: true }
}

function tinybenchSource(real: string): string {
  const from = JSON.stringify(real)
  return `import * as real from ${from}
export * from ${from}
export const Bench = globalThis[Symbol.for('lewis-perf.tinybench')](real.Bench)
export default { ...real, Bench }`
}

/** A file that Node does not find, and TypeScript does: `./a.js` for a.ts, `./a`, and a folder with an index. */
function candidates(specifier: string, parentUrl: string | undefined): string | null {
  const path = pathOf(specifier, parentUrl)
  if (path === null) return null
  if (order.overlay[path] !== undefined) return path
  const ending = extname(path)
  const stem = path.slice(0, path.length - ending.length)
  const written: Readonly<Record<string, readonly string[]>> = {
    '.js': [`${stem}.ts`, `${stem}.tsx`],
    '.mjs': [`${stem}.mts`],
    '.cjs': [`${stem}.cts`],
    '.jsx': [`${stem}.tsx`],
  }
  const bare = ['.ts', '.tsx', '.mts', '.js', '.mjs', '.json'].map((end) => `${path}${end}`)
  const indexes = ['index.ts', 'index.js', 'index.mjs'].map((name) => join(path, name))
  return [...(written[ending] ?? []), ...bare, ...indexes].find((one) => existsSync(one)) ?? null
}

function pathOf(specifier: string, parentUrl: string | undefined): string | null {
  if (specifier.startsWith('file:')) return fileURLToPath(specifier)
  const isRelative = /^\.{0,2}\//.test(specifier) || specifier === '.' || specifier === '..'
  if (!isRelative || !parentUrl?.startsWith('file:')) return null
  return fileURLToPath(new URL(specifier, parentUrl))
}

/** Compiled once for each text: later processes of the same run find it by its hash. */
async function compiled(text: string, path: string): Promise<string> {
  const name = createHash('sha256').update(extname(path)).update(text).digest('hex').slice(0, 32)
  const kept = join(order.tools.compiled, `${name}.js`)
  if (existsSync(kept)) return readFileSync(kept, 'utf8')
  const { compile } = (await import(pathToFileURL(order.tools.compiler).href)) as {
    compile(text: string, path: string): string
  }
  try {
    const code = compile(text, path)
    keepFile(kept, code)
    return code
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const [, line, column] = /\((\d+):(\d+)\)\s*$/.exec(message) ?? []
    const place = line === undefined ? path : `${path}:${line}:${column}`
    throw new SyntaxError(
      `${message.replace(/^Error transforming [^:]*: /, '').replace(/\s*\(\d+:\d+\)\s*$/, '')} at ${place}`,
    )
  }
}

function formatOf(path: string, source: string): 'module' | 'commonjs' {
  if (/\.m[jt]sx?$/.test(path)) return 'module'
  if (/\.c[jt]sx?$/.test(path)) return 'commonjs'
  if (packageType(dirname(path)) === 'module') return 'module'
  return /^\s*(import|export)\b/m.test(source) ? 'module' : 'commonjs'
}

const types = new Map<string, string>()

function packageType(folder: string): string {
  const known = types.get(folder)
  if (known !== undefined) return known
  const parent = dirname(folder)
  const file = join(folder, 'package.json')
  const type = existsSync(file)
    ? String(Object(JSON.parse(readFileSync(file, 'utf8'))).type ?? 'commonjs')
    : parent === folder
      ? 'commonjs'
      : packageType(parent)
  types.set(folder, type)
  return type
}
