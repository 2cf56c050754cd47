import { describe, expect, it } from 'vitest'
import * as disk from '../../../src/checks/disk/index.ts'
import * as network from '../../../src/checks/network/index.ts'

const checks = [...Object.values(disk), ...Object.values(network)]

describe('the checks of disks and networks', () => {
  it('are all that the catalogue has', () => {
    const names = (prefix: string) =>
      checks
        .flatMap(({ id }) => (id.startsWith(`${prefix}.`) ? [id.slice(prefix.length + 1)] : []))
        .toSorted()
    expect(names('disk').join(' ')).toBe(
      'await fsync inodes media mount-hung pressure queue raid readonly space space-eta util',
    )
    expect(names('net').join(' ')).toBe(
      'backlog-sysctl bandwidth buffers conntrack drops errors listen-overflow mtu ports retrans softnet syn-queue tcp-mem tcp-options time-wait udp-buffers',
    )
  })

  it.each(checks.map((check) => ({ id: check.id, check })))(
    '$id says what it means and what to do',
    ({ check }) => {
      const { id, meaning, reads, source, advice, group, resource } = check
      expect(meaning).toMatch(/^[A-Z].*\.$/)
      expect(reads).not.toBe('')
      expect(source).not.toBe('')
      expect(group).toBe(id.startsWith('disk.') ? 'disk' : 'network')
      expect(resource).toBe(group)
      expect(advice.length > 0 || id === 'disk.space-eta').toBe(true)
      for (const { text, command, risk } of advice) {
        expect(text).toMatch(/^[A-Z].*\.$/)
        expect(command === undefined).toBe(risk === undefined)
      }
    },
  )

  it.each(checks.map((check) => ({ id: check.id, check })))(
    '$id can take back every change that it advises to keep',
    ({ check }) => {
      for (const { persist, undo } of check.advice) if (persist !== undefined) expect(undo).toBeDefined()
    },
  )
})
