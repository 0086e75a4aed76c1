import { drawLogo } from './logo'
import { renderReport } from './pdf'
import type { ContractReport } from './types'

/** The report as a PDF under its brand's logo, which is given as it is stored. */
export const drawDocument = async (report: ContractReport, logo: Buffer | null): Promise<Buffer> =>
  renderReport(report, await drawLogo(logo))
