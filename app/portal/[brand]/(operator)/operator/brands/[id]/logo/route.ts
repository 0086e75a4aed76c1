import { operatorImage } from '@/app/_components/brand/operator-image'

type Context = { params: Promise<{ id: string }> }

/** The logo of any brand, for operators. */
export const GET = async (request: Request, { params }: Context): Promise<Response> => operatorImage(request, (await params).id, 'logo')
