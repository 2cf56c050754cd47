import { describe, expect, it } from 'vitest'
import { diskInodes } from '../../../src/checks/disk/index.ts'
import { quantity } from '../../../src/core/index.ts'
import { filesystem, finding, gib, mount } from './samples.ts'

describe('inodes', () => {
  it.each([
    { used: 89, status: 'pass' },
    { used: 90, status: 'warn' },
    { used: 98, status: 'fail' },
  ])('$used of 100 in use: $status', ({ used, status }) => {
    const filesystems = [filesystem(gib, 0, { inodes: { total: 100, used, free: 100 - used } })]
    expect(finding(diskInodes, { filesystems })).toMatchObject({ instance: '/', status })
  })

  it('says how many are free', () => {
    const filesystems = [filesystem(gib, 0, { mountPoint: '/tmp', inodes: { total: 64, used: 64, free: 0 } })]
    expect(finding(diskInodes, { filesystems })).toMatchObject({
      because: '100 % of the inodes of /tmp are in use: 0 of 64 are free.',
      evidence: { free: quantity(0, 'count'), used: quantity(1, 'ratio') },
    })
  })

  it.each([
    { claim: 'makes inodes as it needs them', inodes: null, mounts: [] },
    { claim: 'states none', inodes: { total: 0, used: 0, free: 0 }, mounts: [] },
    {
      claim: 'is read-only',
      inodes: { total: 9, used: 9, free: 0 },
      mounts: [mount({ superOptions: ['ro'] })],
    },
  ])('leaves out a filesystem that $claim', ({ inodes, mounts }) => {
    expect(finding(diskInodes, { filesystems: [filesystem(gib, 0, { inodes })], mounts }).status).toBe(
      'not-applicable',
    )
  })
})
