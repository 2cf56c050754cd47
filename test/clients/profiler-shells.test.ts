import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { runProgram } from '../../src/cli/run-program.ts'
import { recordWithPerf, recordWithPySpy } from '../../src/clients/index.ts'
import { fakeWorld } from '../fake-world.ts'

describe('the shell around the profilers', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lewis-perf-profilers-'))
    vi.stubEnv('PATH', `${folder}${delimiter}${process.env['PATH'] ?? ''}`)
  })
  afterEach(() => {
    vi.unstubAllEnvs()
    rmSync(folder, { recursive: true })
  })

  const install = (name: string, interpreter: string, script: string) =>
    writeFileSync(join(folder, name), `#!${interpreter}\n${script}`, { mode: 0o755 })
  const real = (interrupted = new AbortController().signal) =>
    fakeWorld({ interrupted, run: (request) => runProgram(request, interrupted) }).world

  it('gives py-spy a file to write to, though standard output is a socket', async () => {
    const words =
      '--pid 42 --duration 1 --rate 99 --format raw --function --full-filenames --output /dev/stdout'
    install('py-spy', '/bin/sh', `[ "$*" = "record ${words}" ] && echo "a;b 2" >/dev/stdout\n`)
    expect(await recordWithPySpy(real(), 42, 1)).toEqual({ ok: true, text: 'a;b 2\n', notes: [] })
  })

  it('lets an interrupted py-spy let go of the process and write what it has', async () => {
    const ready = join(folder, 'ready')
    install(
      'py-spy',
      process.execPath,
      `const { writeFileSync } = require('node:fs')
       if (process.argv[2] === 'record') {
         process.on('SIGINT', () => { writeFileSync('/dev/stdout', 'a;b 7\\n'); process.exit() })
         setTimeout(() => {}, 20_000)
         writeFileSync(${JSON.stringify(ready)}, String(process.pid))
       }`,
    )
    const interruption = new AbortController()
    const recording = recordWithPySpy(real(interruption.signal), 42, 10)
    await vi.waitFor(() => expect(readFileSync(ready, 'utf8')).not.toBe(''), { timeout: 20_000 })
    interruption.abort()
    expect(await recording).toEqual({
      ok: true,
      text: 'a;b 7\n',
      notes: ['The profile was interrupted: it covers the time until then.'],
    })
  })

  it('pipes what perf records into perf script, through no file', async () => {
    install(
      'perf',
      '/bin/sh',
      'case $1 in\nrecord) echo "$*";;\nscript) read words; echo "app 1 1.0: 1 cycles: $words";;\nesac\n',
    )
    expect(await recordWithPerf(real(), 42, 1.5)).toEqual({
      ok: true,
      text: 'app 1 1.0: 1 cycles: record -q --no-buffering -F 99 -g -p 42 -o - -- sleep 1.5\n',
      notes: [],
    })
  })
})
