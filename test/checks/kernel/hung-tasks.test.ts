import { describe, expect, it } from 'vitest'
import { hungTasks } from '../../../src/checks/kernel/index.ts'
import { commands, culprit, finding } from '../process/samples.ts'

const counted = (first: string, last: string) => ({
  first: { 'kernel.hung_task_detect_count': first },
  last: { 'kernel.hung_task_detect_count': last },
})
const hung = (atSeconds: number, task = 'fio:77') => ({
  atSeconds,
  text: `INFO: task ${task} blocked for more than 122 seconds.`,
})
const uptimeSeconds = 10_000

describe('hung tasks', () => {
  it('one that the kernel counted in the window fails', () => {
    expect(finding(hungTasks, { sysctls: counted('3', '4') })).toMatchObject({
      status: 'fail',
      because: 'The kernel found 1 task hung in the last 3 s.',
      evidence: { 'since boot': { value: 4 } },
    })
  })

  it('the counter names it with the log', () => {
    const known = { sysctls: counted('3', '5'), kernelLog: [hung(9000)], uptimeSeconds }
    expect(finding(hungTasks, known).status).toBe('fail')
    expect(culprit(hungTasks, known)).toBe('fio (pid 77)')
  })

  it('counted before the window alone is information', () => {
    expect(finding(hungTasks, { sysctls: counted('3', '3') })).toMatchObject({
      status: 'info',
      because: 'The kernel found 3 tasks hung since its boot, and none lately.',
    })
  })

  it('a counter that began anew is no growth', () => {
    expect(finding(hungTasks, { sysctls: counted('9', '1') }).status).toBe('info')
  })

  it('none is fine', () => {
    expect(finding(hungTasks, { sysctls: counted('0', '0') })).toMatchObject({
      status: 'pass',
      because: 'The kernel found no task hung.',
      index: 0,
    })
  })

  it.each([
    [9945, 'fail'],
    [9900, 'warn'],
    [8200, 'warn'],
    [8199, 'pass'],
  ])('said in the log at %d s of 10,000 s it is %s', (atSeconds, status) => {
    expect(finding(hungTasks, { kernelLog: [hung(atSeconds)], uptimeSeconds }).status).toBe(status)
  })

  it('the newest in the log is named, whatever is in its name', () => {
    const known = { kernelLog: [hung(9000), hung(9500, 'a: b/0:12')], uptimeSeconds }
    expect(finding(hungTasks, known)).toMatchObject({
      because:
        'a: b/0 (pid 12) waited uninterruptibly for longer than two minutes; the kernel said so 8 min 20 s ago.',
      evidence: { 'in the log': { value: 2 } },
    })
    expect(commands(finding(hungTasks, known))).toContain('cat /proc/12/stack')
  })

  it('other messages mean nothing', () => {
    const kernelLog = [{ atSeconds: 9990, text: 'task scheduler: fine' }]
    expect(finding(hungTasks, { kernelLog, uptimeSeconds }).status).toBe('pass')
  })

  it('without counter and log it is unknown, and says whether root would help', () => {
    expect(finding(hungTasks, { uptimeSeconds }, { missing: { kernelLog: 'denied' } })).toMatchObject({
      status: 'unknown',
      because: expect.stringContaining('run as root'),
    })
    expect(finding(hungTasks, { uptimeSeconds })).toMatchObject({
      status: 'unknown',
      because: 'This kernel does not count hung tasks, and its log cannot be read.',
    })
  })

  it('a log without an uptime tells no age', () => {
    expect(finding(hungTasks, { kernelLog: [hung(1)] }).status).toBe('unknown')
  })

  it('the counter alone suffices', () => {
    expect(
      finding(hungTasks, { sysctls: { 'kernel.hung_task_detect_count': '0' } }, { windowSeconds: null })
        .status,
    ).toBe('pass')
  })
})
