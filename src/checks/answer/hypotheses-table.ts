import { quantity, type Table } from '../../core/index.ts'
import type { DiagnoseData } from './diagnose-data.ts'

/** The suspected bottlenecks with what speaks for them, the likeliest first. */
export function hypothesesTable(hypotheses: DiagnoseData['hypotheses'], severalHosts: boolean): Table {
  return {
    title: 'Suspects, the likeliest first',
    columns: [
      ...(severalHosts ? [{ key: 'host', title: 'Host' }] : []),
      { key: 'claim', title: 'What is likely' },
      { key: 'index', title: 'Index', align: 'right' },
      { key: 'saturation', title: 'Evidence' },
      { key: 'culprit', title: 'Culprit' },
      { key: 'confidence', title: 'Confidence' },
    ],
    rows: hypotheses.map(({ host, claim, index, saturation, culprit, confidenceInWords }) => [
      ...(severalHosts ? [host] : []),
      claim,
      quantity(index, 'count'),
      saturation,
      culprit,
      confidenceInWords,
    ]),
  }
}
