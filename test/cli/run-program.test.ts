import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { runProgram } from '../../src/cli/run-program.ts'
import { until } from '../e2e/process-tree.ts'

const never = new AbortController().signal
const sh = (script: string, more: Partial<Parameters<typeof runProgram>[0]> = {}, interrupted = never) =>
  runProgram({ program: 'sh', args: ['-c', script], timeoutMs: 20_000, ...more }, interrupted)

describe('another program', () => {
  it('hands back both streams and its exit code', async () => {
    expect(await sh('echo out; echo err >&2; exit 3')).toEqual({
      output: 'out\n',
      errors: 'err\n',
      end: 'exited',
      exitCode: 3,
    })
  })

  it('reads its input, and finds it empty when there is none', async () => {
    expect((await sh('cat', { input: 'hello' })).output).toBe('hello')
    expect((await sh('cat; echo end')).output).toBe('end\n')
  })

  it('is not waited for where another that it left behind keeps its pipes open', async () => {
    const ran = await sh('sleep 600 & echo $!; exit 4')
    expect(ran).toMatchObject({ end: 'exited', exitCode: 4, output: expect.stringMatching(/^\d+\n$/) })
    expect(isRunning(Number(ran.output))).toBe(true)
    process.kill(Number(ran.output), 'SIGKILL')
  })

  it('hands back all of its output, also what another process of it prints after its end', async () => {
    const ran = await sh('(yes | head -c 3000000; sleep 0.1; echo last) & exit 0')
    expect(ran.output).toHaveLength(3_000_005)
  })

  it('ends what it left behind where that is asked for', async () => {
    const ran = await sh('sleep 600 & echo $!; exit 4', { endsGroup: true })
    expect(ran).toMatchObject({ end: 'exited', exitCode: 4, output: expect.stringMatching(/^\d+\n$/) })
    await until(() => !isRunning(Number(ran.output)))
  })

  it('may print on past what is kept of it', async () => {
    const ran = await sh('yes | head -c 3000000; echo gone >&2; exit 3', { keptBytes: 5, maximumBytes: 10 })
    expect(ran).toEqual({ output: 'y\ny\ny', errors: 'gone\n', end: 'exited', exitCode: 3 })
  })

  it.each([
    ['too long', 'x'.repeat(200_000)],
    ['with a NUL', 'a\0b'],
  ])('that cannot be started, for an argument is %s, is missing', async (_, argument) => {
    const ran = await runProgram({ program: 'true', args: [argument], timeoutMs: 1000 }, never)
    expect(ran).toEqual({ output: '', errors: '', end: 'missing', exitCode: null })
  })

  it('may leave its input unread', async () => {
    expect(await sh('exit 0', { input: 'x'.repeat(1_000_000) })).toMatchObject({ end: 'exited', exitCode: 0 })
  })

  it('that is not there is missing', async () => {
    const ran = await runProgram({ program: 'no-such-program-here', args: [], timeoutMs: 1000 }, never)
    expect(ran).toEqual({ output: '', errors: '', end: 'missing', exitCode: null })
  })

  it('is ended with its children at the time limit, and what it printed is kept', async () => {
    const ran = await sh('sleep 600 & echo $!; sleep 600', { timeoutMs: 300 })
    expect(ran).toMatchObject({ end: 'timeout', exitCode: null, output: expect.stringMatching(/^\d+\n$/) })
    expect(isRunning(Number(ran.output))).toBe(false)
  })

  it('is ended by its own signal and by the interruption of the run', async () => {
    const own = new AbortController()
    const run = new AbortController()
    const ended = [sh('echo a; sleep 600', { signal: own.signal }), sh('sleep 600', {}, run.signal)]
    own.abort()
    run.abort()
    expect((await Promise.all(ended)).map(({ end }) => end)).toEqual(['stopped', 'stopped'])
  })

  it('is not begun once the run is interrupted', async () => {
    expect(await sh('echo x', {}, AbortSignal.abort())).toMatchObject({ end: 'stopped', output: '' })
  })

  it('that prints without end is stopped', async () => {
    const ran = await sh('while :; do echo yyyyyyyyyyyyyyyyyyyyyyyyy; done', { maximumBytes: 10_000 })
    expect(ran.end).toBe('stopped')
    expect(ran.output.length).toBeGreaterThan(10_000)
  })

  it('shows bytes that are no UTF-8 as replacement characters', async () => {
    expect((await sh("printf 'a\\377b'")).output).toBe('a\uFFFDb')
  })
})

/** A zombie that waits for its new parent has ended. */
function isRunning(pid: number): boolean {
  const path = `/proc/${pid}/stat`
  return existsSync(path) && !/\) Z /.test(readFileSync(path, 'utf8'))
}
