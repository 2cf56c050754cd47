// The copy for suites whose project has no tinybench installed.
export * from 'tinybench'
