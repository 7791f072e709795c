import { showBadge } from "../../steps";

export const GET = showBadge;
