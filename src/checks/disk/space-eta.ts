import { defineCheck } from '../define-check.ts'

export const diskSpaceEta = defineCheck({
  id: 'disk.space-eta',
  group: 'disk',
  resource: 'disk',
  role: 'utilization',
  title: 'Time until a disk is full',
  meaning:
    'When each filesystem will be full if it goes on filling as it did. A few seconds cannot tell that: it takes recordings of hours.',
  reads: 'recordings of the available space',
  source:
    'netdata 8/2 hours (cleared at 48/24 hours); node_exporter mixin 24/4 hours with less than 40/20 % left',
  needs: [],
  evaluate() {
    return {
      unknown:
        'Seconds do not tell how fast a disk fills: recordings of lewis-perf monitor over some hours would.',
    }
  },
  advice: [],
})
