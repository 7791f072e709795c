/** As much of PDFKit as tagging needs; it comes without types. */
declare module "pdfkit" {
  /** A dictionary of the file, written when its time has come. */
  interface Reference {
    data: Record<string, unknown>;
  }

  /** A stretch of a page that belongs to an element. */
  type StructureContent = { readonly refs: readonly unknown[] };

  export interface StructureElement {
    readonly dictionary: Reference;
    add(child: StructureElement | StructureContent): this;
  }

  export interface DocumentOptions {
    tagged?: boolean;
    subset?: "PDF/UA";
    pdfVersion?: "1.7";
    lang?: string;
    displayTitle?: boolean;
    autoFirstPage?: boolean;
    info?: Readonly<Record<string, string | Date>>;
  }

  export default class PDFDocument {
    constructor(options: DocumentOptions);
    readonly _root: Reference;
    info: Readonly<Record<string, string | Date>>;
    save(): this;
    restore(): this;
    addContent(operators: string): this;
    struct(type: string, options?: { alt?: string; scope?: string }): StructureElement;
    addStructure(element: StructureElement): this;
    markStructureContent(type: string): StructureContent;
    endMarkedContent(): this;
    endMetadata(): void;
    /** Of the stream that the file is: its bytes. */
    toArray(): Promise<Uint8Array[]>;
  }
}
