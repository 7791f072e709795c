import { enterShare, showShare } from "../steps";

export const GET = showShare;
export const POST = enterShare;
