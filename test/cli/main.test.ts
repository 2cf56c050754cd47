import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { main } from '../../src/cli/main.ts'
import type { Envelope } from '../../src/core/index.ts'
import { fakeWorld } from '../fake-world.ts'
import { literalFiles } from '../worlds.ts'

const workload = ['--scans-per-hour', '100', '--users', '20', '--retention-days', '365']
let folder = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lewis-perf-main-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

async function run(argv: readonly string[], changes: Parameters<typeof fakeWorld>[0] = {}) {
  const fake = fakeWorld(changes)
  const exitCode = await main(argv, fake.world)
  return { exitCode, output: fake.output(), errors: fake.errors() }
}

describe('a mistake on the command line ends in two lines and exit 2', () => {
  const cases: [argv: string[], error: string, hint: string][] = [
    [
      [],
      'No command was given after lewis-perf.',
      'Choose one of size, profile, report, completion; lewis-perf --help tells what each does.',
    ],
    [['siez'], 'lewis-perf has no command "siez".', 'Did you mean size?'],
    [
      ['nonsense'],
      'lewis-perf has no command "nonsense".',
      'Choose one of size, profile, report, completion.',
    ],
    [['--frmat', 'json'], 'lewis-perf has no option --frmat.', 'Did you mean --format?'],
    [['size', '--user', '3'], 'lewis-perf size has no option --user.', 'Did you mean --users?'],
    [
      ['size', '--users'],
      '--users needs a value.',
      'Write --users <n>; lewis-perf size --help has examples.',
    ],
    [
      ['size', ...workload, '--output'],
      '--output needs a value.',
      'Write -o, --output <[fmt=]file>; lewis-perf size --help has examples.',
    ],
    [['size', 'extra'], 'lewis-perf size takes no further word, got "extra".', 'Run lewis-perf size --help.'],
    [
      ['profile'],
      'No command was given after lewis-perf profile.',
      'Choose one of list, show, validate, init, schema; lewis-perf profile --help tells what each does.',
    ],
    [['profile', 'shwo'], 'lewis-perf profile has no command "shwo".', 'Did you mean show?'],
    [['profile', 'show'], 'lewis-perf profile show needs PROFILE.', 'Run lewis-perf profile show --help.'],
    [['report'], 'lewis-perf report needs FILE.', 'Run lewis-perf report --help.'],
    [['completion', 'csh'], 'SHELL is not one of its values, got "csh".', 'Did you mean zsh?'],
    [
      ['size', '--users', 'NaN'],
      '--users is not a number, got "NaN".',
      'Write one number, a list 1,2,4 or a range 10..200:10.',
    ],
    [['size', '--users', '-1'], '--users must be at least 0, got "-1".', 'Write a number from 0 on.'],
    [
      ['size', '--users', '1e309'],
      '--users is too large to be a number, got "1e309".',
      'Write one number, a list 1,2,4 or a range 10..200:10.',
    ],
    [
      ['size', '--users', ''],
      '--users is not a number, got "".',
      'Write one number, a list 1,2,4 or a range 10..200:10.',
    ],
    [
      ['size', '--users', '200..10:10'],
      '--users is a reversed range, got "200..10:10".',
      'Write the smaller number first: 10..200:10.',
    ],
    [
      ['size', '--memory-per-user', '80'],
      '--memory-per-user needs a unit of size, got "80".',
      'Write a number with a unit: 512MB (decimal), 512MiB (binary) or 4Gi.',
    ],
    [
      ['size', '--memory-per-user', '80 parsecs'],
      '--memory-per-user is not a size, got "80 parsecs".',
      'Write a number with a unit: 512MB (decimal), 512MiB (binary) or 4Gi.',
    ],
    [['size', '--model', 'gide'], '--model is not one of its values, got "gide".', 'Did you mean guide?'],
    [
      ['size', '--users', '1'],
      'size needs to know the workload, got no --scans-per-hour and no --retention-days.',
      'Try: lewis-perf size --scans-per-hour 100 --users 20 --retention-days 365',
    ],
    [
      ['size', ...workload, '--zones', '3'],
      '--zones says nothing without --instance.',
      'Add --instance 8c16g, or leave --zones out.',
    ],
    [
      ['size', ...workload, '--months', '3'],
      '--months says nothing without --growth.',
      'Add --growth 5%/month, or leave --months out.',
    ],
    [
      ['size', ...workload, '--instance', '4c8g', '--zones', '2', '--redundancy', 'n+2'],
      '2 zones cannot lose 2 of them and still run, got n+2 in 2 zones.',
      'Use fewer spare zones (at most n+1) or more zones.',
    ],
    [
      ['size', '--scans-per-hour', '0..999999', '--users', '1', '--retention-days', '1'],
      'The what-if has too many workloads, at most 100000 without --force, got 1000000.',
      'Use larger steps, or add --force -o FILE.csv.',
    ],
    [
      ['size', ...workload, '--model', 'demand', '--gb-per-day', '1'],
      'Model demand needs measured unit costs, got none for --cpu-seconds-per-scan, --memory-per-user, --base-memory, --mbit-per-scan.',
      'Measure them and give those flags or the profile section unitCosts, or use --model guide for an estimate.',
    ],
    [
      ['size', ...workload, '--json', '--format', 'csv'],
      '--json and --format csv contradict each other.',
      'Leave one out, or write one of them to a file: -o csv=FILE.',
    ],
    [['size', ...workload, '-q', '-v'], '--quiet and --verbose contradict each other.', 'Leave one out.'],
    [
      ['size', ...workload, '-o', 'plan'],
      '--output has no ending that tells its format, got "plan".',
      'Use one of .txt .json .md .csv .xml .html .htm, or write FMT=FILE with table, json, markdown, csv, junit, github, html.',
    ],
    [
      ['size', ...workload, '-o', 'jsn=x'],
      '--output is not one of its values, got "jsn=x".',
      'Did you mean json?',
    ],
    [
      ['size', ...workload, '-o', 'json=-', '-o', 'csv=-'],
      'Standard output can carry one format, got several -o for it.',
      'Give the others a file: -o FMT=FILE.',
    ],
    [
      ['size', ...workload, '-o', 'a.json', '-o', 'a.json'],
      '-o names "a.json" twice.',
      'Give each format a file of its own.',
    ],
    [
      ['size', ...workload, '--profile', 'lewiss'],
      'There is no shipped profile of this name, in --profile, got lewiss.',
      'Did you mean lewis? Shipped are high-performance, lewis, minimum, recommended, web-service; a file is named by its path, as ./mine.yaml.',
    ],
    [
      ['size', ...workload, '--emit', 'kubernets'],
      '--emit is not one of its values, got "kubernets".',
      'Did you mean kubernetes?',
    ],
    [
      ['size', ...workload, '--emit', 'env', '--emit', 'compose'],
      'Only one --emit can go to standard output, got several without a file.',
      'Give the others a file: --emit kubernetes=deploy.yaml.',
    ],
    [
      ['report', 'gone.json'],
      'gone.json was not read: there is no such file.',
      'Give a file that lewis-perf wrote with --json or -o FILE.json.',
    ],
  ]
  test.each(cases)('%j', async (argv, sentence, hint) => {
    const { exitCode, output, errors } = await run(argv)
    expect({ exitCode, errors }).toEqual({ exitCode: 2, errors: `error: ${sentence}\nhint: ${hint}\n` })
    const asksForJson = argv.some((word) => word === '--json' || word === 'json=-')
    expect(output === '').toBe(!asksForJson)
  })

  test('with --json standard output has an envelope with the error', async () => {
    const { exitCode, output } = await run(['size', '--json', '--users', '-3'])
    const envelope = JSON.parse(output) as Envelope
    expect(exitCode).toBe(2)
    expect(envelope).toMatchObject({
      command: 'size',
      status: 'fail',
      exitCode: 2,
      data: null,
      error: { sentence: '--users must be at least 0, got "-3".', hint: 'Write a number from 0 on.' },
    })
  })

  test('a mistake found while the command runs is in the envelope too', async () => {
    const { exitCode, output, errors } = await run(['size', '--format', 'json', '--users', '3'])
    expect(exitCode).toBe(2)
    expect((JSON.parse(output) as Envelope).error?.sentence).toContain('size needs to know the workload')
    expect(errors).toContain('error: size needs to know the workload')
  })

  test('a secret in a wrong value is masked', async () => {
    const { errors } = await run(['size', ...workload, '--profile', 'https://me:hunter2@host/p.yaml'])
    expect(errors).not.toContain('hunter2')
  })
})

describe('the result', () => {
  test('is a table by default, JSON with --json, and what LEWIS_PERF_FORMAT says; flags beat the environment', async () => {
    expect((await run(['size', ...workload])).output).toMatch(/^Guide estimate, not measured: plan 22 cores/)
    expect(JSON.parse((await run(['size', ...workload, '--json'])).output)).toMatchObject({ command: 'size' })
    const environment = { LEWIS_PERF_FORMAT: 'csv', LANG: 'C.UTF-8' }
    expect((await run(['size', ...workload], { environment })).output).toContain('Resource,Need')
    expect((await run(['size', ...workload, '--format', 'json'], { environment })).output).toMatch(/^\{/)
    const wrong = await run(['size', ...workload], { environment: { LEWIS_PERF_FORMAT: 'xls' } })
    expect(wrong).toMatchObject({ exitCode: 2, output: '' })
    expect(wrong.errors).toContain('LEWIS_PERF_FORMAT is not one of its values, got "xls".')
  })

  test('records the options as written and the profile that was used', async () => {
    const environment = { LEWIS_PERF_PROFILE: 'minimum' }
    const named = JSON.parse((await run(['size', ...workload, '--json'], { environment })).output) as Envelope
    expect(named.profile).toEqual({ name: 'minimum', source: 'built in' })
    expect(named.input).toEqual({ scansPerHour: '100', users: '20', retentionDays: '365', json: true })
    const flag = await run(['size', ...workload, '--json', '--profile', 'lewis', '--seed', '7'], {
      environment,
    })
    expect(JSON.parse(flag.output)).toMatchObject({
      profile: { name: 'lewis' },
      input: { profile: 'lewis', seed: '7' },
    })
    expect(flag.errors).toBe(
      'note: size draws no random numbers: --seed is recorded and changes nothing else.\n',
    )
  })

  test('goes to several files at once, each in the format of its ending', async () => {
    const at = (name: string) => join(folder, name)
    const { exitCode, output } = await run([
      'size',
      ...workload,
      '-o',
      at('a.json'),
      '-o',
      at('a.md'),
      '-o',
      at('a.xml'),
      '-o',
      at('a.html'),
      '-o',
      `csv=${at('rows')}`,
    ])
    expect(exitCode).toBe(0)
    expect(output).toMatch(/^Guide estimate/)
    expect(JSON.parse(readFileSync(at('a.json'), 'utf8'))).toMatchObject({
      data: { need: { cpuCores: { value: 22 } } },
    })
    expect(readFileSync(at('a.xml'), 'utf8')).toContain('<testsuite')
    expect(readFileSync(at('a.html'), 'utf8')).toMatch(/^<!doctype html>/i)
    expect(readFileSync(at('a.md'), 'utf8')).toContain('22 cores')
    expect(readFileSync(at('rows'), 'utf8')).toContain('Resource,Need')
    expect(readdirSync(folder).filter((name) => name.includes('unfinished'))).toEqual([])
  })

  test('is replaced on standard output by -o json=-', async () => {
    expect(JSON.parse((await run(['size', ...workload, '-o', 'json=-'])).output)).toMatchObject({
      command: 'size',
    })
  })

  test('--quiet leaves its first sentence and no notes', async () => {
    const { output, errors } = await run(['size', ...workload, '-q', '--seed', '1'])
    expect(output.replaceAll('\n', ' ')).toMatch(/^Guide estimate[^.]*\. $/)
    expect(errors).toBe('')
  })

  test('--verbose adds the assumptions and says how long it took', async () => {
    const { output, errors } = await run(['size', ...workload, '-v'])
    expect(output).toContain('Assumptions')
    expect((await run(['size', ...workload])).output).not.toContain('Assumptions')
    expect(errors).toMatch(/^note: size took .* ms with profile recommended \(built in\)\.\n$/)
  })

  test('that cannot be written exits 3 and leaves nothing behind', async () => {
    const { exitCode, errors } = await run(['size', ...workload, '-o', join(folder, 'no/such/folder/a.json')])
    expect(exitCode).toBe(3)
    expect(errors).toMatch(/could not be written: its folder does not exist\.\nhint: /)
    const full = await run(['size', ...workload], {
      writeOutput: () => Promise.reject(new Error('no space left')),
    })
    expect(full.exitCode).toBe(3)
    expect(full.errors).toContain('Standard output could not be written: no space left.')
  })

  test('stops quietly when the reader of standard output goes away', async () => {
    const { exitCode, errors, output } = await run(['size', ...workload], { outputOpen: () => false })
    expect({ exitCode, errors, output }).toEqual({ exitCode: 0, errors: '', output: '' })
  })

  test('of an interrupted long what-if is what there was, and says so, with exit 130', async () => {
    const controller = new AbortController()
    const writeOutput = async () => controller.abort()
    const { exitCode, output } = await run(
      ['size', '--scans-per-hour', '1..50000', '--users', '1', '--retention-days', '1', '--json'],
      { interrupted: controller.signal, writeOutput },
    )
    const envelope = JSON.parse(output) as Envelope
    expect(exitCode).toBe(130)
    const rows = envelope.tables.find(({ title }) => title.startsWith('What if'))?.rows.length ?? 0
    expect(rows).toBeGreaterThan(0)
    expect(rows).toBeLessThan(50_000)
    expect(envelope.warnings.at(-1)).toBe(
      `Interrupted: only the first ${rows} of 50000 rows of "What if: 50,000 workloads" were written.`,
    )
  })
})

describe('--strict', () => {
  const tight = { '/proc/stat': 'cpu 0 0 0 0\n' }
  test('turns a warning into exit 1', async () => {
    const argv = [
      'size',
      '--scans-per-hour',
      '1',
      '--users',
      '1',
      '--retention-days',
      '1',
      '--growth',
      '5%/month',
      '--capacity',
      '2c6g',
    ]
    const files = literalFiles(tight)
    expect((await run(argv, { files })).exitCode).toBe(0)
    expect((await run([...argv, '--strict'], { files })).exitCode).toBe(1)
  })

  test('makes report exit with the worst code of what it renders, and 0 without it', async () => {
    const saved = async (...argv: string[]) => (await run(['size', '--json', ...argv])).output
    const files = literalFiles({
      '/good.json': await saved(...workload),
      '/bad.json': await saved('--users', '-1'),
    })
    expect((await run(['report', '/good.json', '/bad.json'], { files })).exitCode).toBe(0)
    expect((await run(['report', '/good.json', '/bad.json', '--strict'], { files })).exitCode).toBe(2)
    expect((await run(['report', '/good.json', '--strict'], { files })).exitCode).toBe(0)
  })
})

describe('report', () => {
  test('gives a saved result back byte for byte as JSON', async () => {
    const saved = (await run(['size', ...workload, '--json', '--growth', '5%/month'])).output
    const files = literalFiles({ '/saved.json': saved })
    expect((await run(['report', '/saved.json', '--json'], { files })).output).toBe(saved)
    expect(
      (await run(['report', '-', '--json'], { standardInput: { ok: true, value: saved, atMs: 0 } })).output,
    ).toBe(saved)
  })

  test('shows the same table as the run did', async () => {
    const table = (await run(['size', ...workload])).output
    const files = literalFiles({ '/saved.json': (await run(['size', ...workload, '--json'])).output })
    expect((await run(['report', '/saved.json'], { files })).output).toBe(table)
  })

  test('says that --profile changes nothing', async () => {
    const files = literalFiles({ '/saved.json': (await run(['size', ...workload, '--json'])).output })
    expect((await run(['report', '/saved.json', '--profile', 'lewis'], { files })).errors).toBe(
      'note: report reads no profile: --profile changes nothing here.\n',
    )
  })
})

describe('profile', () => {
  test('init writes a valid profile and its schema, and overwrites only with --force', async () => {
    const file = join(folder, 'mine.yaml')
    expect((await run(['profile', 'init', file])).exitCode).toBe(0)
    const text = readFileSync(file, 'utf8')
    expect(
      (await run(['profile', 'validate', file], { files: literalFiles({ [file]: text }) })).exitCode,
    ).toBe(0)
    expect(JSON.parse(readFileSync(join(folder, 'lewis-perf.profile.schema.json'), 'utf8'))).toHaveProperty(
      'properties',
    )
    writeFileSync(file, 'name: kept\n')
    const refused = await run(['profile', 'init', file])
    expect(refused.exitCode).toBe(2)
    expect(readFileSync(file, 'utf8')).toBe('name: kept\n')
    expect((await run(['profile', 'init', file, '--force'])).exitCode).toBe(0)
    expect(readFileSync(file, 'utf8')).toBe(text)
  })

  test('show prints the file as written, and with --resolved every number', async () => {
    const written = (await run(['profile', 'show', 'lewis'])).output
    expect(written).toBe(readFileSync('profiles/lewis.yaml', 'utf8'))
    const resolved = (await run(['profile', 'show', 'lewis', '--resolved'])).output
    expect(resolved).toContain('minimum:')
    expect(resolved).toContain('max_workers: ')
  })

  test('validate shows every mistake and exits 2', async () => {
    const files = literalFiles({ '/bad.yaml': 'tiers:\n  small: { cpuCores: -1 }\nsizng: {}\n' })
    const { exitCode, output } = await run(['profile', 'validate', '/bad.yaml'], { files })
    expect(exitCode).toBe(2)
    expect(output).toContain('/bad.yaml:2:')
    expect(output).toContain('/bad.yaml:3:1')
    expect(output).toContain('Did you mean sizing?')
  })
})

describe('--emit', () => {
  test('puts the file on standard output in place of the table, and what the quota says on standard error', async () => {
    const { exitCode, output, errors } = await run([
      'size',
      ...workload,
      '--profile',
      'lewis',
      '--emit',
      'kubernetes',
    ])
    expect(exitCode).toBe(0)
    expect(output).toMatch(/^# Guide estimate/)
    expect(output).toContain('kind: Deployment')
    expect(errors).toContain('note: warn: The quota holds only part of the plan as requests: ')
  })

  test('writes several files and keeps the table', async () => {
    const at = (name: string) => join(folder, name)
    const { output, errors } = await run([
      'size',
      ...workload,
      '--emit',
      `env=${at('e.env')}`,
      '--emit',
      `compose=${at('c.yaml')}`,
    ])
    expect(output).toMatch(/^Guide estimate/)
    expect(readFileSync(at('e.env'), 'utf8')).toContain('LEWIS_MAX_WORKERS=88')
    expect(readFileSync(at('c.yaml'), 'utf8')).toContain('replicas:')
    expect(errors).toBe(`note: wrote ${at('e.env')}.\nnote: wrote ${at('c.yaml')}.\n`)
  })
})
