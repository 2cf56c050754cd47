import { quantity } from '../../core/index.ts'
import { counted, formatQuantity } from '../../report/index.ts'
import { defineCheck, type Reading } from '../define-check.ts'
import { type LogPattern, logPatterns } from './log-patterns.ts'
import { isJustNow, recentMessages } from './recent-messages.ts'

export const kernelMessages = defineCheck({
  id: 'krn.kmsg',
  group: 'kernel',
  resource: 'kernel',
  role: 'errors',
  title: 'Kernel log',
  meaning:
    'What the kernel itself complained of in the last 30 minutes: processes killed for memory, disks that fail, damaged filesystems, hardware faults, hangs, full tables. What is over for longer than a minute is a warning at most, for it may have been mended.',
  reads: '/dev/kmsg (dmesg)',
  source: "Brendan Gregg's 60-second list: dmesg",
  needs: ['kernelLog', 'uptimeSeconds'],
  evaluate({ facts, windowSeconds }) {
    const messages = recentMessages(
      { known: true, path: 'dmesg', ...facts.kernelLog },
      { known: true, path: '/proc/uptime', ...facts.uptimeSeconds },
    )
    const readings = logPatterns.flatMap((pattern) => readingOf(pattern, messages ?? [], windowSeconds))
    if (readings.length > 0) return readings
    return {
      value: null,
      status: 'pass',
      because: `The kernel logged ${counted(messages?.length ?? 0, 'message')} in the last 30 minutes, and none of them is a complaint.`,
      evidence: { messages: quantity(messages?.length ?? 0, 'count') },
    }
  },
  advice: [
    {
      text: 'Read the messages.',
      command: 'dmesg | grep -iE {words} | tail -n 20',
      risk: 'none',
    },
  ],
})

const longestMessage = 200

function readingOf(
  { name, words, except, status, means, process, grep }: LogPattern,
  messages: readonly { text: string; ageSeconds: number }[],
  windowSeconds: number,
): Reading[] {
  const found = messages.filter(({ text }) => words.test(text) && except?.test(text) !== true)
  const [newest] = found
  if (newest === undefined) return []
  const who = found.flatMap(({ text }) => {
    const { name: program, pid } = process?.exec(text)?.groups ?? {}
    return program === undefined || pid === undefined ? [] : [`${program.trim()} (pid ${pid})`]
  })[0]
  const times = found.length === 1 ? 'once' : `${formatQuantity(found.length)} times`
  return [
    {
      instance: name,
      value: null,
      status,
      because: `The kernel logged "${name}" ${times}, last ${formatQuantity(Math.round(newest.ageSeconds), 'seconds')} ago${who === undefined ? '' : `, of ${who}`}. ${means}`,
      evidence: {
        messages: quantity(found.length, 'count'),
        'age of the newest': quantity(Math.round(newest.ageSeconds), 'seconds'),
        newest: newest.text.replace(/\p{Cc}/gu, '?').slice(0, longestMessage),
      },
      ...(isJustNow(newest.ageSeconds, windowSeconds) ? {} : { atMost: 'warn' }),
      ...(who === undefined ? {} : { culprit: who }),
      names: { words: grep },
    },
  ]
}
