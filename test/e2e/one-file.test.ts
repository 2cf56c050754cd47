import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { describeWithServer } from '../servers/describe-with.ts'
import { lewisPerf, oneFile, run, workload } from './installed.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lewis-perf-one-'))
  copyFileSync(oneFile, join(folder, 'lewis-perf.mjs'))
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('the one file', () => {
  const alone = (args: readonly string[], input?: string) =>
    run(process.execPath, ['lewis-perf.mjs', ...args], {
      cwd: folder,
      ...(input === undefined ? {} : { input }),
    })

  test('is under 3 MB and names no file of the machine that built it', () => {
    expect(statSync(oneFile).size).toBeLessThan(3e6)
    expect(readFileSync(oneFile, 'utf8')).not.toContain(process.cwd())
  })

  test('answers as the installed command does, in a folder with nothing else', async () => {
    for (const args of [
      ['--version'],
      ['--help'],
      ['size', ...workload],
      ['profile', 'show', 'lewis'],
      ['completion', 'bash'],
    ]) {
      expect(await alone(args)).toEqual(await lewisPerf(args))
    }
  })

  test('reads a profile of the operator: YAML and its schema are in it', async () => {
    const { code, output } = await alone([
      'size',
      ...workload,
      '--profile',
      './mine.yaml',
      '--emit',
      'compose',
      '-q',
    ])
    expect({ code, output }).toEqual({ code: 2, output: '' })
    await alone(['profile', 'init', 'mine.yaml'])
    const known = await alone(['size', ...workload, '--profile', './mine.yaml', '--emit', 'compose'])
    expect(known.code).toBe(0)
    expect(known.output).toContain('services:')
  })

  test('runs through standard input', async () => {
    const program = readFileSync(oneFile, 'utf8')
    const args = ['--input-type=module', '-', 'size', ...workload]
    expect(await run(process.execPath, args, { input: program, cwd: '/' })).toEqual(
      await lewisPerf(['size', ...workload]),
    )
  })

  test('says that standard input is taken when it came through it and is asked to read it', async () => {
    const program = readFileSync(oneFile, 'utf8')
    const { code, errors } = await run(process.execPath, ['--input-type=module', '-', 'report', '-'], {
      input: program,
    })
    expect(code).toBe(2)
    expect(errors).toContain('error: standard input is not JSON, got an empty file.')
  })
})

describeWithServer('sshd', 'over ssh', (server) => {
  test('the one file answers on a machine that has nothing but node', async () => {
    const { port, user, identityFile, knownHostsFile } = server()
    const { code, output, errors } = await run(
      'ssh',
      [
        '-F',
        'none',
        '-i',
        identityFile,
        '-o',
        'IdentitiesOnly=yes',
        '-o',
        'BatchMode=yes',
        '-o',
        `UserKnownHostsFile=${knownHostsFile}`,
        '-p',
        String(port),
        `${user}@127.0.0.1`,
        process.execPath,
        '--input-type=module',
        '-',
        'size',
        ...workload,
        '--compare-host',
        '--json',
      ],
      { input: readFileSync(oneFile, 'utf8') },
    )
    expect(errors).toBe('')
    // This machine is far too small for 18 300 GiB.
    expect(code).toBe(1)
    expect(JSON.parse(output)).toMatchObject({
      data: { need: { cpuCores: { value: 22 } }, host: { storage: 'too-small' } },
    })
  })
})
