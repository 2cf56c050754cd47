/** /proc/PID/status, as far as it is read. */
export const status =
  'Name:\tnode\nUid:\t33\t0\t0\t0\nVmHWM:\t 300 kB\nVmRSS:\t 200 kB\nRssAnon:\t 100 kB\nRssFile:\t 60 kB\nRssShmem:\t 40 kB\nVmSwap:\t 8 kB\nvoluntary_ctxt_switches:\t12\nnonvoluntary_ctxt_switches:\t3\n'
/** /proc/PID/smaps_rollup, as far as it is read. */
export const rollup =
  '55e8-7fff ---p 00000000 00:00 0   [rollup]\nRss:  210 kB\nPss:  90 kB\nPss_Anon:  50 kB\nPss_File:  30 kB\nPss_Shmem:  10 kB\nSwap:  4 kB\nSwapPss:  4 kB\n'
