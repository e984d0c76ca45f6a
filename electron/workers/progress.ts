/** How far a job is, in units of its own (bytes of a file, values of a tensor). */
export type ReportProgress = (done: number, total: number) => void;
