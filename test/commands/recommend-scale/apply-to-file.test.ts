import { chmodSync, existsSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { run as runIn } from '../../cli/run-main.ts'
import { rootedFiles } from '../../worlds.ts'
import { sampledFolder } from './sampled-folder.ts'

const compose = `# Of the shop.
services:
  scanner:
    image: scanner:1
    deploy:
      replicas: 6   # measured in spring
      resources:
        limits: { cpus: '2', memory: 1g }
        reservations: { cpus: '1', memory: 1g }
`
let folder: ReturnType<typeof sampledFolder>
beforeEach(() => {
  folder = sampledFolder()
  folder.file('compose.yaml', compose)
})
afterEach(() => folder.remove())

const read = (name = 'compose.yaml'): string => readFileSync(folder.path(name), 'utf8')
const given = [
  '--samples',
  'office.csv',
  '--manifest',
  'compose.yaml',
  '--audit',
  'audit.jsonl',
  '--undo-file',
  'undo.json',
]
const allowed = ['--allow', 'scale-down']
const recommend = (args: readonly string[], answer?: string) =>
  runIn(['recommend-scale', ...args], {
    files: rootedFiles('/'),
    directory: folder.path('.'),
    environment: { LANG: 'C.UTF-8', HOME: folder.path('.'), USER: 'operator' },
    ...(answer === undefined ? {} : { answer }),
  })
const undo = () => recommend(['--undo', 'undo.json', '--yes', '--audit', 'audit.jsonl'])

describe('recommend-scale --manifest --apply', () => {
  test('writes the file with the changed values alone, tells what makes it so, and --undo gives it back to the byte', async () => {
    chmodSync(folder.path('compose.yaml'), 0o640)
    const { exitCode, errors, output } = await recommend([...given, '--apply', '--yes', ...allowed])
    expect(exitCode).toBe(0)
    expect(errors).toMatch(
      /-\s+replicas: 6 {3}# measured in spring\n\+\s+replicas: \d+ {3}# measured in spring/,
    )
    expect(output.replaceAll(/\s+/g, ' ')).toContain('docker compose -f compose.yaml up -d')
    expect(read()).not.toBe(compose)
    expect(read()).toContain('# Of the shop.')
    expect(statSync(folder.path('compose.yaml')).mode & 0o777).toBe(0o640)
    expect(statSync(folder.path('undo.json')).mode & 0o777).toBe(0o600)
    const back = await undo()
    expect([back.exitCode, back.output]).toEqual([0, expect.stringContaining('is as it was before')])
    expect(read()).toBe(compose)
    expect((await undo()).output).toContain('was as before already')
  })

  test('with --dry-run only shows it, with what would have to be allowed', async () => {
    const { exitCode, errors, output } = await recommend([
      ...given.slice(0, 4),
      '--dry-run',
      '--down-at-most',
      '1%',
    ])
    expect([exitCode, errors]).toEqual([0, expect.stringMatching(/^\+\s+replicas:/m)])
    expect(output.replaceAll(/\s+/g, ' ')).toContain('--apply needs --allow scale-down')
    expect(read()).toBe(compose)
  })

  test('asks first', async () => {
    const { exitCode, errors } = await recommend([...given, '--apply', ...allowed], 'no')
    expect([exitCode, errors]).toEqual([2, expect.stringContaining('Nothing was changed.')])
    expect([read(), existsSync(folder.path('undo.json'))]).toEqual([compose, false])
  })

  test('leaves a link a link', async () => {
    symlinkSync('compose.yaml', folder.path('link.yaml'))
    await recommend([...given.with(3, 'link.yaml'), '--apply', '--yes', ...allowed])
    expect(read()).not.toBe(compose)
    expect(read('link.yaml')).toBe(read())
  })

  test('adds an audit line with every line that changed', async () => {
    await recommend([...given, '--apply', '--yes', ...allowed])
    await undo()
    const lines = read('audit.jsonl')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines.map(({ action, kind, state }) => [action, kind, state])).toEqual([
      ['apply', 'compose', 'done'],
      ['undo', 'file', 'done'],
    ])
    expect(lines[0]).toMatchObject({
      user: 'operator',
      target: { kind: 'file', path: folder.path('compose.yaml') },
    })
    expect(lines[0].fields).toContainEqual({
      field: 'line 6',
      before: expect.stringContaining('replicas: 6'),
      after: expect.stringContaining('replicas: '),
    })
  })

  test('undoes nothing where somebody changed the file since', async () => {
    await recommend([...given, '--apply', '--yes', ...allowed])
    const changed = `${read()}# by hand\n`
    writeFileSync(folder.path('compose.yaml'), changed)
    const { exitCode, output } = await undo()
    expect([exitCode, output]).toEqual([1, expect.stringContaining('Somebody changed')])
    expect(read()).toBe(changed)
  })

  test('says where the file cannot be written, and leaves nothing behind', async () => {
    folder.file('undo.json', 'mine')
    const { exitCode, errors } = await recommend([...given, '--apply', '--yes', ...allowed])
    expect([exitCode, errors]).toEqual([3, expect.stringContaining('is there already: nothing was changed')])
    expect([read(), read('undo.json')]).toEqual([compose, 'mine'])
  })

  test.each([
    [['--verify', '5m'], '--verify says nothing without --kubernetes'],
    [['--rollback-on-failure'], '--rollback-on-failure says nothing without --kubernetes'],
    [['--emit', 'compose'], '--emit and --apply contradict'],
  ])('refuses %j', async (more, sentence) => {
    const { exitCode, errors } = await recommend([...given, '--apply', '--yes', ...more])
    expect([exitCode, errors]).toEqual([2, expect.stringContaining(sentence)])
  })
})
