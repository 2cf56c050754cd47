import { describe, expect, test } from 'vitest'
import { run, workload } from '../cli/run-main.ts'
import { literalFiles } from '../worlds.ts'

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
