import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { createInterface } from 'node:readline'
import { brotliDecompressSync } from 'node:zlib'
import type { BundleHead, FromHost, ToHost } from '../../../traffic/index.ts'

// The program of a host that generates load. On its input: a line of JSON with a length, so many bytes of the packed lewis-perf, and then
// orders, a line of JSON each. Nothing of it is left when it ends, and it ends with the connection.

const keptBytes = 4096
/** A generator that was told to stop has its result by then. */
const stopWithinMs = 15_000

const folder = mkdtempSync(join(tmpdir(), 'lewis-perf-generator-'))
const file = join(folder, 'lewis-perf.mjs')
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))

let received = Buffer.alloc(0)
let bundleBytes: number | null = null
let isUnpacked = false
let generator: ChildProcess | null = null
let isStopping = false

process.stdin.on('data', (piece: Buffer) => {
  received = Buffer.concat([received, piece])
  take()
})
process.stdin.once('end', stop)
// A line that breaks is the end of the connection.
process.stdin.on('error', stop)
process.stdout.on('error', stop)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)

function take(): void {
  if (bundleBytes === null) {
    const head = nextLine()
    if (head === null) return
    bundleBytes = (JSON.parse(head) as BundleHead).bundleBytes
  }
  if (!isUnpacked) {
    if (received.length < bundleBytes) return
    writeFileSync(file, brotliDecompressSync(received.subarray(0, bundleBytes)), { mode: 0o600 })
    received = received.subarray(bundleBytes)
    isUnpacked = true
    say({ kind: 'ready' })
  }
  for (let line = nextLine(); line !== null; line = nextLine()) obey(JSON.parse(line) as ToHost)
}

function nextLine(): string | null {
  const end = received.indexOf(0x0a)
  if (end < 0) return null
  const line = received.subarray(0, end).toString()
  received = received.subarray(end + 1)
  return line
}

function obey(order: ToHost): void {
  if (order.kind === 'time') say({ kind: 'time', epochMs: performance.timeOrigin + performance.now() })
  else if (order.kind === 'stop') stop()
  else run(order)
}

function run({ args, input, environment }: Extract<ToHost, { kind: 'run' }>): void {
  const child = spawn(process.execPath, [file, ...args], {
    stdio: 'pipe',
    env: { ...process.env, ...environment },
  })
  generator = child
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', (piece: string) => {
    errors = `${errors}${piece}`.slice(-keptBytes)
  })
  createInterface({ input: child.stdout }).on('line', (text) => say({ kind: 'line', text }))
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  child.once('close', (exitCode) => {
    say({ kind: 'ended', exitCode, errors }, () => process.exit(0))
    // Nobody reads any more where the connection is gone.
    if (isStopping) setTimeout(() => process.exit(0), 1000)
  })
}

function stop(): void {
  if (isStopping) return
  isStopping = true
  if (generator === null) process.exit(0)
  generator.kill('SIGINT')
  setTimeout(() => generator?.kill('SIGKILL'), stopWithinMs).unref()
}

function say(words: FromHost, then: () => void = () => {}): void {
  process.stdout.write(`${JSON.stringify(words)}\n`, then)
}
