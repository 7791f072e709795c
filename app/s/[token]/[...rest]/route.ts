import { showNothing } from "../../steps";

export const GET = showNothing;
