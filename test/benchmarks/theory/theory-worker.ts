import { intervalsBy } from './coverage.ts'
import { theoryCases } from './theory-cases.ts'

/** Works out what it is sent, one stretch of seeds after the other. */
process.on('message', ({ place, from, to }: { place: number; from: number; to: number }) => {
  const chosen = theoryCases[place]
  if (chosen === undefined) throw new Error(`there is no case ${place}`)
  const intervals = Array.from({ length: to - from }, (_, index) => intervalsBy(chosen, from + index))
  process.send?.({ place, from, intervals })
})
