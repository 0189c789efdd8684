/** The most bytes that are kept of a record. An event has 64 kB at most, and may have white space. */
export const maxRecordBytes = 1024 * 1024

/** The most bad records that are told, so that they don't hide everything else. All of them are counted. */
export const mostTold = 20
