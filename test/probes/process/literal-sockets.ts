/** A line of /proc/net/tcp or udp. */
export const inet = (local: string, remote: string, state: string, inode: number) =>
  `   0: ${local} ${remote} ${state} 00000000:00000005 00:00000000 00000000     0        0 ${inode} 1 0 100 0 0 10 0\n`
/** The heading of these tables. */
export const heading =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n'
/** The tables of a process with sockets of every kind; 999 are those of others. */
export const tables = {
  tcp:
    heading +
    inet('00000000:1F90', '00000000:0000', '0A', 1) +
    inet('0100000A:1F90', '0200000A:C001', '01', 2) +
    inet('0100000A:1F90', '0200000A:C002', '01', 3) +
    inet('0100000A:1F90', '0300000A:C003', '01', 4) +
    inet('0100000A:D001', '0500000A:1538', '01', 5) +
    inet('0100000A:D002', '0500000A:1538', '08', 6) +
    inet('0100000A:D003', '0600000A:18EB', '01', 999),
  tcp6: heading,
  udp: heading + inet('00000000:0035', '00000000:0000', '07', 7),
  udp6:
    heading + inet('00000000000000000000000000000000:0035', '00000000000000000000000000000000:0000', '07', 8),
  unix: 'Num       RefCount Protocol Flags    Type St Inode Path\n0000: 00000003 00000000 00000000 0001 03  9 /run/x\n0000: 00000002 00000000 00010000 0001 01 10 /run/y\n0000: 00000002 00000000 00000000 0002 01 11\n0000: 00000003 00000000 00000000 0001 02 12\n0000: 00000003 00000000 00000000 0001 03 999\n',
}
