/**
 * The main file of the copy of Segment's framework that this process uses. Packages that the framework needs are found from
 * there, in the versions that it chose.
 */
export function frameworkFile(): string {
  return require.resolve('@segment/actions-core')
}
