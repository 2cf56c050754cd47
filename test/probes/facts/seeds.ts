import { fixturesFolder, fixtureText, unpackedFixture } from '../../fixtures.ts'
import { treeFiles } from './tree-files.ts'

/** Texts that every kind of file begins from; those of recorded machines are put before them where they are at hand. */
export const seeds: Record<string, string> = {
  '/proc/uptime': '7192.55 29212.05\n',
  '/proc/stat':
    'cpu  94891 2581673 52704 2909475 58343 27927 25855 0 0 0\ncpu0 1 2 3 4\nbtime 1418183276\nprocs_running 2\n',
  '/proc/loadavg': '0.21 0.37 0.39 1/719 19737\n',
  '/proc/schedstat':
    'version 15\ncpu0 498494191 0 3533438552 2553969831 1 2 2045936778163039 343796328169361 47\n',
  '/proc/pressure/io':
    'some avg10=0.18 avg60=0.34 avg300=0.10 total=159886802\nfull avg10=0.18 avg60=0.34 avg300=0.10 total=159229614\n',
  '/proc/meminfo': 'MemTotal: 16022140 kB\nMemAvailable: 8000000 kB\n',
  '/proc/vmstat': 'pgfault 2320168809\npgmajfault 507162\noom_kill 0\n',
  '/proc/diskstats':
    '   8       0 sda 49601 2822 3195498 623970 12180 9784 821088 117109 0 32862 714408 100 100 100 100\n   8  1 sda1 1 2 3 4\n',
  '/proc/mdstat':
    'Personalities : [raid1]\nmd6 : active raid1 sdb2[2](F) sdc[1](S) sda2[0]\n      195310144 blocks [2/1] [U_]\nunused devices: <none>\n',
  '/proc/net/dev': ' face |bytes\n  eth0: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n',
  '/proc/net/snmp': 'Tcp: RtoMin MaxConn InSegs\nTcp: 200 -1 65616042\n',
  '/proc/net/netstat': 'TcpExt: ListenOverflows ListenDrops\nTcpExt: 1 2\n',
  '/proc/net/sockstat': 'sockets: used 229\nTCP: inuse 4 orphan 0 tw 4 alloc 17 mem 1\n',
  '/proc/net/softnet_stat': '00049279 00000000 00000001 00000000\n000dfb82 00000029 0000000a 00000000\n',
  '/proc/net/tcp':
    '  sl  local_address rem_address   st\n   0: 0100007F:1F90 00000000:0000 0A 00000000:00000081 00:00000000 00000000  1000        0 4711 1 0\n   1: 0100000A:C001 0200000A:1538 01 00000000:00000000 02:000A 00000000   0  0 12 2\n',
  '/proc/net/tcp6':
    '  sl  local_address rem_address   st\n   0: 00000000000000000000000000000000:1F90 0000000000000000FFFF00000100007F:1538 01 00000000:00000000 00:00000000 00000000  0 0 7 1\n',
  '/proc/sys/fs/file-nr': '1024\t0\t1631329\n',
  '/proc/sys/net/netfilter/nf_conntrack_count': '123\n',
  '/proc/sys/net/netfilter/nf_conntrack_max': '65536\n',
  '/proc/self/cgroup': '4:cpu,cpuacct:/a/b\n3:memory:/a\n0::/a\n',
  '/proc/self/mountinfo':
    '30 20 0:26 / /sys/fs/cgroup rw shared:1 - cgroup2 cgroup2 rw\n31 20 0:27 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n20 1 8:1 / / rw - ext4 /dev/sda1 rw\n',
  '/proc/self/status': 'Name:\tnode\nPid:\t42\nVmRSS:\t  10540 kB\nCpus_allowed_list:\t0-3\n',
  '/proc/42/stat':
    '42 (node) S 7 1 1 0 -1 4194560 9061 9416027 94 2620 36 98 54406 13885 20 0 5 0 2900 109604864 2507 18446744073709551615 1 1 0 0 0 0 671173123 4096 1260 0 0 0 17 0 0 0 19 0 0\n',
  '/proc/42/schedstat': '1000 2500000000 7\n',
  '/proc/42/io': 'rchar: 1\nread_bytes: 5\nwrite_bytes: 6\n',
  '/proc/42/limits': 'Max open files            1024                 unlimited            files     \n',
  '/proc/42/cgroup': '0::/system.slice/docker-0123456789ab.scope\n',
  '/proc/42/cmdline': 'node\0--password\0hunter2\0app.js\0',
  '/proc/42/wchan': 'ep_poll',
  '/proc/42/environ': 'NODE_OPTIONS=--max-old-space-size=4096\0UV_THREADPOOL_SIZE=8\0',
  '/sys/fs/cgroup/a/cpu.max': '150000 100000\n',
  '/sys/fs/cgroup/a/cpu.stat':
    'usage_usec 2500000\nnr_periods 100\nnr_throttled 25\nthrottled_usec 1500000\n',
  '/sys/fs/cgroup/a/pids.current': '12\n',
  '/sys/fs/cgroup/memory/a/memory.limit_in_bytes': '9223372036854771712\n',
  '/sys/fs/cgroup/memory/a/memory.usage_in_bytes': '5368709\n',
  '/sys/fs/cgroup/memory/a/memory.stat': 'cache 5\ntotal_inactive_file 4096\n',
  '/sys/kernel/mm/transparent_hugepage/enabled': 'always [madvise] never\n',
  '/sys/devices/system/node/node0/numastat': 'numa_hit 10\nnuma_miss 20\nnuma_foreign 30\n',
  '/sys/devices/system/cpu/online': '0-3\n',
  '/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor': 'powersave\n',
  '/sys/devices/system/cpu/cpu0/thermal_throttle/core_throttle_count': '5\n',
  '/sys/devices/system/edac/mc/mc0/ce_count': '3\n',
  '/sys/devices/system/edac/mc/mc0/ue_count': '0\n',
  '/sys/class/net/eth0/operstate': 'up\n',
  '/sys/class/net/eth0/speed': '1000\n',
  '/sys/block/sda/queue/scheduler': 'none [mq-deadline] bfq\n',
  '/etc/fstab': '# comment\nUUID=ab-12  /  ext4\terrors=remount-ro 0 1\n',
  '/etc/os-release': 'PRETTY_NAME="Debian GNU/Linux 12"\n',
}

/** The same of commands. */
export const outputs: Record<string, string> = {
  'df -P':
    'Filesystem 1024-blocks Used Available Capacity Mounted on\n/dev/sda1 41152736 18200540 20830012 47% /\n//box/my share 10 4 6 40% /mnt/a  b\n',
  'df -Pi':
    'Filesystem Inodes IUsed IFree IUse% Mounted on\n/dev/sda1 100 60 40 60% /\n/dev/sdb1 0 0 0 - /b\n',
  'network mounts': 'answered nfs4 /home\nhung cifs /my\\040share\n',
  dmesg: '<6>[   12.345678] text\n[   13.000000][    T1] more\nno time\n',
  'systemctl --failed': '● nginx.service loaded failed failed A web server\n',
  'timedatectl show': 'NTP=yes\nNTPSynchronized=no\n',
  'chronyc -c tracking':
    'A9FEA97B,box,4,1732452000.1,0.000006523,0.1,0.2,-3.1,0.001,0.02,0.0004,0.0001,64.2,Normal\n',
  'clock offset': '0.25 0.003\n',
  'fsync probe': '{"directory":"/data","samples":100,"p50Seconds":0.001,"p99Seconds":0.01,"maxSeconds":0.02}',
  inventory:
    '{"os":{"hostname":"desk"},"cpu":{"brand":"M2","cores":8},"mem":{"total":16e9,"available":4e9},"loadavg":[1,2,3],"fs":[{"fs":"a","size":9,"used":4,"available":5,"mount":"/"}]}',
}

/** Texts of recorded machines by the same paths; none where the fixtures are absent. */
export function recordedTexts(): Record<string, string[]> {
  if (fixturesFolder() === null) return {}
  const texts: Record<string, string[]> = {}
  for (const machine of [
    'node-exporter-e2e',
    'pcp-procpid-5.5.7-root-007',
    'sysstat-root6',
    'pcp-blkdev-root-003',
  ]) {
    const { directory, remove } = unpackedFixture(`machines/${machine}/root.tar.gz`)
    for (const [path, file] of Object.entries(treeFiles(directory))) {
      const name = path.replace(/^\/proc\/\d+\//, '/proc/42/').replace(/\/node\d\//, '/node0/')
      if (typeof file === 'string' && name in seeds && file !== '')
        texts[name] = [...(texts[name] ?? []), file]
    }
    remove()
  }
  const snmp = ['procnet-snmp-3.19.0', 'procnet-snmp-5.14.7', 'proc_net_snmp']
  const mounts = ['mountinfo-fedoraMountinfo.txt', 'mountinfo-ubuntuMountinfo.txt']
  return {
    ...texts,
    '/proc/net/snmp': snmp.map((file) => fixtureText(`kernel-files/${file}`)),
    '/proc/self/mountinfo': mounts.map((file) => fixtureText(`services/${file}`)),
  }
}
