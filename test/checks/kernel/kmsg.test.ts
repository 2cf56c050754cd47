import { describe, expect, it } from 'vitest'
import { kernelMessages } from '../../../src/checks/kernel/index.ts'
import { answers, commands, culprit, finding } from '../process/samples.ts'

const uptimeSeconds = 10_000
const said = (text: string, atSeconds = 9990) => ({ kernelLog: [{ atSeconds, text }], uptimeSeconds })

describe('the kernel log', () => {
  it.each([
    [
      'out of memory',
      'Out of memory: Killed process 812 (tail) total-vm:4kB, anon-rss:0kB',
      'fail',
      'tail (pid 812)',
    ],
    [
      'out of memory',
      'Memory cgroup out of memory: Killed process 9 (a) (b) total-vm:4kB',
      'fail',
      'a) (b (pid 9)',
    ],
    [
      'out of memory',
      'Out of memory: Kill process 12 (java) score 900 or sacrifice child',
      'fail',
      'java (pid 12)',
    ],
    ['I/O error', 'blk_update_request: I/O error, dev sda, sector 123 op 0x0:(READ)', 'fail', null],
    ['I/O error', 'Buffer I/O error on dev nvme0n1p1, logical block 0, lost sync page write', 'fail', null],
    ['I/O error', 'blk_update_request: critical medium error, dev sdb, sector 4', 'fail', null],
    ['filesystem error', 'EXT4-fs error (device sda1): ext4_find_entry:1455: inode #2', 'fail', null],
    ['filesystem error', 'EXT4-fs (sda1): Remounting filesystem read-only', 'fail', null],
    ['filesystem error', 'XFS (dm-0): Metadata corruption detected at xfs_agf_read_verify', 'fail', null],
    ['filesystem error', 'BTRFS error (device sdb): bdev /dev/sdb errs: wr 1', 'fail', null],
    ['filesystem error', 'BTRFS critical (device sdb): corrupt leaf', 'fail', null],
    ['hardware error', 'mce: [Hardware Error]: CPU 3: Machine Check Exception: 5 Bank 4', 'fail', null],
    ['hardware error', '{1}[Hardware Error]: event severity: uncorrected', 'fail', null],
    [
      'lockup',
      'watchdog: BUG: soft lockup - CPU#2 stuck for 23s! [kworker/2:1:99]',
      'fail',
      'kworker/2:1 (pid 99)',
    ],
    ['lockup', 'rcu: INFO: rcu_sched self-detected stall on CPU', 'fail', null],
    ['lockup', 'Watchdog detected hard LOCKUP on cpu 1', 'fail', null],
    [
      'hung task',
      'INFO: task jbd2/sda1-8:301 blocked for more than 120 seconds.',
      'fail',
      'jbd2/sda1-8 (pid 301)',
    ],
    ['conntrack table full', 'nf_conntrack: nf_conntrack: table full, dropping packet', 'fail', null],
    ['neighbour table full', 'neighbour: arp_cache: neighbor table overflow!', 'warn', null],
    [
      'SYN flooding',
      'TCP: request_sock_TCP: Possible SYN flooding on port 80. Sending cookies.',
      'warn',
      null,
    ],
    [
      'segfault',
      'worker[44]: segfault at 0 ip 00007f sp 00007f error 4 in libc.so',
      'info',
      'worker (pid 44)',
    ],
    ['segfault', 'traps: worker[44] trap divide error ip:4 sp:7 error:0', 'info', 'worker (pid 44)'],
  ])('"%s" is found in: %s', (instance, text, status, blamed) => {
    expect(finding(kernelMessages, said(text))).toMatchObject({ instance, status })
    expect(culprit(kernelMessages, said(text))).toBe(blamed)
  })

  it.each([
    'EXT4-fs (loop0): mounted filesystem r/w with ordered data mode. Quota mode: none.',
    'blk_update_request: I/O error, dev fd0, sector 0',
    'Buffer I/O error on dev sr0, logical block 0',
    '{1}[Hardware Error]: event severity: corrected',
    'mce: CPU supports 32 MCE banks',
    'BTRFS info (device sdb): using free space tree',
    'XFS (dm-0): Mounting V5 Filesystem',
    'nf_conntrack version 0.5.0 (65536 buckets, 262144 max)',
    'TCP: out of memory -- consider tuning tcp_mem',
    'idle-reclaim (88): drop_caches: 1',
  ])('nothing is found in: %s', (text) => {
    expect(finding(kernelMessages, said(text))).toMatchObject({ status: 'pass' })
  })

  it('a quiet log is fine and says how much of it there was', () => {
    expect(finding(kernelMessages, said('fine')).because).toBe(
      'The kernel logged 1 message in the last 30 minutes, and none of them is a complaint.',
    )
    expect(finding(kernelMessages, { kernelLog: [], uptimeSeconds }).status).toBe('pass')
  })

  it.each([
    [9940, 'fail'],
    [9939, 'warn'],
    [8200, 'warn'],
    [8199, 'pass'],
    [10_002, 'fail'],
  ])('a complaint at %d s of 10,000 s is %s', (atSeconds, status) => {
    const text = 'Out of memory: Killed process 812 (tail)'
    expect(finding(kernelMessages, said(text, atSeconds)).status).toBe(status)
  })

  it('a long window counts as now as a whole', () => {
    const text = 'Out of memory: Killed process 812 (tail)'
    expect(finding(kernelMessages, said(text, 9900), { windowSeconds: 100 }).status).toBe('fail')
  })

  it('an old piece of information stays one', () => {
    expect(finding(kernelMessages, said('worker[44]: segfault at 0', 9000)).status).toBe('info')
  })

  it('there is one finding a kind, of its newest message', () => {
    const kernelLog = [
      { atSeconds: 9000, text: 'Out of memory: Killed process 1 (old)' },
      { atSeconds: 9400, text: 'blk_update_request: I/O error, dev sda, sector 1' },
      { atSeconds: 9700, text: 'Out of memory: Killed process 2 (new)' },
    ]
    const found = answers(kernelMessages, { kernelLog, uptimeSeconds }).map(({ finding }) => finding)
    expect(found.map(({ instance }) => instance)).toEqual(['out of memory', 'I/O error'])
    expect(found[0]).toMatchObject({
      because:
        'The kernel logged "out of memory" 2 times, last 5 min ago, of new (pid 2). The kernel killed a process because memory ran out: raise the limit, or find what grew.',
      evidence: {
        messages: { value: 2 },
        'age of the newest': { value: 300 },
        newest: 'Out of memory: Killed process 2 (new)',
      },
    })
    expect(found[1]?.because).toMatch(/^The kernel logged "I\/O error" once, last 10 min ago\. /)
  })

  it('a message is shown in one line of limited length', () => {
    const { evidence } = finding(kernelMessages, said(`EXT4-fs error \u001b[31m${'x'.repeat(500)}`))
    expect(evidence['newest']).toMatch(/^EXT4-fs error \?\[31mx+$/)
    expect(String(evidence['newest'])).toHaveLength(200)
  })

  it('says how to see the messages again', () => {
    expect(commands(finding(kernelMessages, said('Possible SYN flooding on port 80')))).toEqual([
      "dmesg | grep -iE 'syn flooding' | tail -n 20",
    ])
  })

  it('says that root would see it', () => {
    expect(finding(kernelMessages, { uptimeSeconds }, { missing: { kernelLog: 'denied' } })).toMatchObject({
      status: 'unknown',
      because: expect.stringContaining('run as root'),
    })
  })
})
