import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { installed, lewisPerf, run, start, workload } from './installed.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lewis-perf-process-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const shell = (line: string) =>
  run('bash', ['-c', `${line}`], { env: { LEWIS: `${process.execPath} ${installed}` } })

test('--version prints the version of package.json and nothing else', async () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
  for (const flag of ['--version', '-V']) {
    expect(await lewisPerf([flag])).toEqual({ code: 0, signal: null, output: `${version}\n`, errors: '' })
  }
})

test('standard output is clean in a pipe: only the result, without colour', async () => {
  const { code, output, errors } = await lewisPerf(['size', ...workload])
  expect({ code, errors }).toEqual({ code: 0, errors: '' })
  expect(output).toContain('22 cores')
  expect(output).not.toContain('\u001b')
})

test('FORCE_COLOR colours a pipe, NO_COLOR and --no-color take precedence as documented', async () => {
  const coloured = async (env: Record<string, string>, ...flags: string[]) =>
    (await lewisPerf(['size', ...workload, ...flags], { env })).output.includes('\u001b[')
  expect(await coloured({ FORCE_COLOR: '1' })).toBe(true)
  expect(await coloured({ FORCE_COLOR: '0' })).toBe(false)
  expect(await coloured({ FORCE_COLOR: '1' }, '--no-color')).toBe(false)
})

test('the C locale gets ASCII only', async () => {
  const { output } = await lewisPerf(['size', ...workload, '-v', '--growth', '5%/month'], {
    env: { LANG: 'C' },
  })
  expect(output).toMatch(/^[\n\x20-\x7e]*$/)
})

test('no line is wider than COLUMNS says', async () => {
  for (const columns of [40, 80, 200]) {
    const { output } = await lewisPerf(['size', ...workload, '-v'], { env: { COLUMNS: String(columns) } })
    expect(Math.max(...output.split('\n').map((line) => line.length))).toBeLessThanOrEqual(columns)
  }
})

test('every help page fits 80 columns', async () => {
  const names = [
    '',
    'size',
    'profile',
    'profile list',
    'profile show',
    'profile validate',
    'profile init',
    'profile schema',
    'report',
    'completion',
  ]
  for (const name of names) {
    const { code, output } = await lewisPerf([...name.split(' ').filter(Boolean), '--help'])
    expect(code).toBe(0)
    expect(output).toContain('Examples:')
    expect(output).toContain('Exit codes:')
    const wide = output.split('\n').filter((line) => line.length > 80)
    expect(wide, `lewis-perf ${name} --help`).toEqual([])
  }
})

test('a reader that goes away is not an error', async () => {
  const { code, output, errors } = await shell(
    'set -o pipefail; $LEWIS size --scans-per-hour 1..90000 --users 1 --retention-days 1 --format csv | head -2',
  )
  expect({ code, errors }).toEqual({ code: 0, errors: '' })
  expect(output.split('\n')).toHaveLength(3)
})

test('a full standard output exits 3 with a sentence', async () => {
  const { code, errors } = await shell(
    '$LEWIS size --scans-per-hour 1 --users 1 --retention-days 1 > /dev/full',
  )
  expect(code).toBe(3)
  expect(errors).toMatch(/^error: Standard output could not be written: .*\nhint: /)
})

test('Ctrl-C ends a long run with 130, a readable partial result and nothing left behind', async () => {
  const file = join(folder, 'long.json')
  const { child, ended } = start(process.execPath, [
    installed,
    'size',
    '--force',
    '--scans-per-hour',
    '1..1000000',
    '--users',
    '1..100',
    '--retention-days',
    '1',
    '--json',
    '-o',
    file,
  ])
  if (child.stdout === null) throw new Error('standard output is a pipe')
  // The file is written first; the first byte on standard output would come after all of it.
  const started = setInterval(() => {
    if (!readdirSync(folder).some((name) => name.endsWith('.unfinished'))) return
    clearInterval(started)
    child.kill('SIGINT')
  }, 20)
  await once(child, 'exit')
  const { code, output } = await ended
  expect(code).toBe(130)
  expect(readdirSync(folder)).toEqual(['long.json.partial'])
  for (const text of [readFileSync(`${file}.partial`, 'utf8'), output]) {
    const { warnings } = JSON.parse(text) as { warnings: string[] }
    expect(warnings.at(-1)).toMatch(/^Interrupted: not all of the 100000000 rows/)
  }
})

test('Ctrl-C is heard while the reader of a long result takes nothing', async () => {
  const rows = ['--scans-per-hour', '1..1000000', '--users', '1..100', '--retention-days', '1']
  const child = spawn(process.execPath, [installed, 'size', '--force', ...rows, '--format', 'csv'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  // One piece is taken, the rest is left in the pipe.
  await once(child.stdout, 'readable')
  child.stdout.read(1)
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  expect(await ended).toEqual([130, null])
})

test('Ctrl-C is heard while a named pipe says nothing, and one that speaks is read', async () => {
  const pipe = join(folder, 'pipe')
  await run('mkfifo', [pipe])
  const { child, ended } = start(process.execPath, [installed, 'report', pipe])
  // A pipe that has a reader can be opened for writing at once: then the command waits for its first byte.
  await shell(`until (exec 3<>${pipe}); do :; done; sleep 1`)
  child.kill('SIGINT')
  expect((await ended).code).toBe(130)
  const told = await shell(`$LEWIS size --profile <(echo 'extends: minimum') ${workload.join(' ')} -q`)
  expect(told.output).toContain('plan 22 cores')
})

test('one output that cannot be written takes no other with it', async () => {
  const good = join(folder, 'good.json')
  const { code, output, errors } = await lewisPerf([
    'size',
    ...workload,
    '--json',
    '-o',
    'html=/dev/full',
    '-o',
    good,
  ])
  expect(code).toBe(3)
  expect(errors).toContain('error: /dev/full could not be written: no space is left on the device.')
  expect(JSON.parse(output)).toEqual(JSON.parse(readFileSync(good, 'utf8')))
})

test('a coloured result says the same words as a plain one', async () => {
  const argv = ['size', ...workload, '--growth', '5%/month', '-v', '--compare-host']
  const [plain, coloured] = await Promise.all([
    lewisPerf(argv),
    lewisPerf(argv, { env: { FORCE_COLOR: '1' } }),
  ])
  const control = String.fromCharCode(27)
  expect(coloured.output).toContain(`${control}[1m`)
  const stripped = coloured.output.replaceAll(new RegExp(`${control}\\[[0-9;]*m`, 'g'), '')
  expect(stripped.replaceAll(/[\d.]+ GiB/g, 'GiB')).toBe(plain.output.replaceAll(/[\d.]+ GiB/g, 'GiB'))
})

test('a second Ctrl-C ends it at once, and still leaves nothing behind', async () => {
  const file = join(folder, 'at-once.json')
  const { child, ended } = start(process.execPath, [
    installed,
    ...[
      'size',
      '--force',
      '--scans-per-hour',
      '1..1000000',
      '--users',
      '1..100',
      '--retention-days',
      '1',
      '-o',
      file,
    ],
  ])
  const pressing = setInterval(() => {
    if (readdirSync(folder).some((name) => name.startsWith('at-once'))) child.kill('SIGINT')
  }, 1)
  const { code } = await ended
  clearInterval(pressing)
  expect(code).toBe(130)
  expect(readdirSync(folder).filter((name) => name.endsWith('.unfinished'))).toEqual([])
})

test('a million rows are written in a heap of 40 MB', async () => {
  const file = join(folder, 'million.csv')
  const { code, errors } = await run(process.execPath, [
    '--max-old-space-size=40',
    installed,
    'size',
    '--force',
    '-q',
    '--scans-per-hour',
    '1..1000000',
    '--users',
    '1',
    '--retention-days',
    '1',
    '-o',
    file,
  ])
  expect({ code, errors }).toEqual({ code: 0, errors: '' })
  const text = readFileSync(file, 'latin1')
  expect(text.split('\n')).toHaveLength(1_000_002)
  expect(text.trimEnd().split('\n').at(-1)).toContain('1000000,200002,')
})

test('an existing file keeps its mode and a link its target', async () => {
  const { code, output } = await shell(`
    cd ${folder} && mkdir kept && cd kept && echo old > real.json && chmod 640 real.json && ln -s real.json link.json
    $LEWIS size --scans-per-hour 1 --users 1 --retention-days 1 -q -o link.json > /dev/null
    stat -c '%a %F' real.json link.json && head -c 1 real.json`)
  expect({ code, output }).toEqual({ code: 0, output: '640 regular file\n777 symbolic link\n{' })
})
