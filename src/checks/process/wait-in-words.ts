const places: readonly (readonly [RegExp, string])[] = [
  [/nfs|rpc_|cifs|smb|ceph/, 'a network filesystem'],
  [/fuse/, 'a filesystem that a program serves (FUSE)'],
  [/freeze|frozen|sb_start|sb_wait|percpu_rwsem|percpu_down/, 'a frozen filesystem or a lock of one'],
  [
    /io_schedule|blk|bio|bit_wait|wait_on_page|wait_on_bit|folio|jbd2|buffer|journal|xfs|btrfs|ext4/,
    'a disk',
  ],
  [/vfork|kernel_clone|do_fork/, 'a child that it has just started'],
  [/mutex|rwsem|semaphore|down_(?:read|write)|lock/, 'a lock inside the kernel'],
]

/** What a process waits for, by the kernel function that it waits in; null where that says nothing. */
export function waitInWords(waitsIn: string | null): string | null {
  if (waitsIn === null || waitsIn === '' || waitsIn === '0') return null
  return places.find(([functions]) => functions.test(waitsIn))?.[1] ?? null
}
