import { showFile } from "../../steps";

export const GET = showFile;
