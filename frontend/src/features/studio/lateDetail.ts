// The song beside the list, fetched when the first one is looked at.
import { late } from "@/ui/late"

const detail = () => import("./DetailColumn")

export const DetailColumn = late(() => detail().then((part) => part.DetailColumn))
export const DetailSheet = late(() => detail().then((part) => part.DetailSheet))
