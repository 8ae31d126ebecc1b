"""Personal data as it may be shown: enough to recognise, not enough to use."""


def mask_name(name: str) -> str:
    """Keep the first character: 林示例 → 林**."""
    return name[:1] + "*" * max(1, len(name) - 1) if name else ""


def mask_phone(phone: str) -> str:
    """Keep three and four digits: 13800005678 → 138****5678."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= 11 else "****"


def mask_number(number: str) -> str:
    """Keep the first two and last four characters of a certificate number."""
    return f"{number[:2]}****{number[-4:]}" if len(number) > 8 else "****"
