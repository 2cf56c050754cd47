import type { MemoryController } from '../../core/index.ts'
import { type Found, reasonsOf, worstReason } from './found.ts'
import { numberedFolders } from './numbered-folders.ts'
import type { SampleView } from './sample-view.ts'
import { wholeNumber } from './whole-number.ts'

/** The memory errors that each controller counted; absent where there is no ECC memory or no driver for it. */
export function readMemoryControllers({ files }: SampleView): Found<MemoryController[]> {
  return numberedFolders(files, '/sys/devices/system/edac/mc', 'mc', (folder, number) => {
    const looks = ['ce_count', 'ue_count'].map((name) => files.text(`${folder}/${name}`))
    const reasons = reasonsOf(looks)
    if (reasons.length > 0) return { ok: false, reason: worstReason(reasons) }
    const [correctable, uncorrectable] = looks.map((look) =>
      look.ok ? wholeNumber(look.value.trim()) : null,
    )
    if (
      correctable === null ||
      correctable === undefined ||
      uncorrectable === null ||
      uncorrectable === undefined
    )
      return { ok: false, reason: 'unreadable' }
    return { ok: true, value: { name: `mc${number}`, correctable, uncorrectable } }
  })
}
