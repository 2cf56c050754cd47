import { type Found, found, nothing } from './found.ts'
import type { SampleView } from './sample-view.ts'

/** The clock that the kernel reads, and those that it could. */
export function readClockSource({ files }: SampleView): Found<{ current: string; available: string[] }> {
  const folder = '/sys/devices/system/clocksource/clocksource0'
  const path = `${folder}/current_clocksource`
  const text = files.text(path)
  if (!text.ok) return nothing(path, text.reason)
  const current = text.value.trim()
  if (current === '') return nothing(path, 'unreadable')
  const available = files.text(`${folder}/available_clocksource`)
  return found(path, { current, available: available.ok ? available.value.split(/\s+/).filter(Boolean) : [] })
}
