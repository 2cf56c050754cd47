import { describe, expect, test } from 'vitest'
import type { Envelope } from '../../src/core/index.ts'
import { run, workload } from './run-main.ts'

describe('a mistake is told to programs too', () => {
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
