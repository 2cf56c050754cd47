/** A /proc/PID/stat in which what a test names is as it says. */
export const stat = ({
  pid = 42,
  name = 'node',
  state = 'S',
  flags = 4194560,
  rss = '2507',
  blkio = ' 19',
} = {}) =>
  `${pid} (${name}) ${state} 7 1 1 0 -1 ${flags} 9061 9416027 94 2620 36 98 54406 13885 20 -5 5 0 2900 109604864 ${rss} 18446744073709551615 1 1 0 0 0 0 671173123 4096 1260 0 0 0 17 0 0 0${blkio} 0 0 0 0 0 0 0 0 0 0\n`
