import type { KernelMessage } from '../../core/index.ts'

/**
 * The lines of `dmesg`, with or without `<6>` before them. A line without a time has that of the line before it, for it
 * continues it; before the first time, and in a log without any, it is that of the boot. Null where dmesg only complains.
 */
export function parseKernelLog(text: string): KernelMessage[] | null {
  if (text.startsWith('dmesg: ')) return null
  const messages: KernelMessage[] = []
  let atSeconds = 0
  for (const line of text.split('\n')) {
    const match = /^(?:<\d{1,3}>)?(?:\[ *(\d{1,10}\.\d{1,9})\](?:\[ *[TC]\d+\])? ?)?(.*)$/.exec(
      line.trimEnd(),
    )
    if (match?.[1] !== undefined) atSeconds = Number(match[1])
    const said = match?.[2] ?? ''
    if (said !== '') messages.push({ atSeconds, text: said })
  }
  return messages
}
