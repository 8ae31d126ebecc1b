"""The controlled words of the policy plan; pure.

Source: 《宝山区“十四五”社区治理专项研究》 ("1234567" and the list of stubborn issues). The words are
policy text and stay Chinese; a migration writes them into small tables, from where they are used.
"""

from typing import Final

SCENES: Final = {
    "governance": "治理场景",
    "service": "服务场景",
    "space": "空间场景",
    "ecology": "生态场景",
    "culture": "文化场景",
    "smart": "智慧场景",
}
POLICY_TASKS: Final = {
    "T1": "党建引领，破解顽症",
    "T2": "需求导向，共享集约",
    "T3": "深化自治，联动共治",
    "T4": "完善机制，重心向下",
    "T5": "科技支撑，智慧联动",
    "T6": "深化模式，持续创新",
    "T7": "加强实训，推动成长",
}
SHIFTS: Final = {"mindset": "转思想", "service": "转服务", "method": "转方式"}
STUBBORN_ISSUES: Final = {
    "property_management": "物业管理不到位",
    "parking": "乱停车",
    "green_destruction": "毁绿种菜",
    "corridor_clutter": "楼道堆物",
    "high_altitude_throwing": "高空抛物",
    "uncivil_pets": "不文明养宠",
    "uncivil_drying": "不文明晾晒",
}
PROGRAMME_TYPES: Final = ("induction", "backbone", "rotation", "certification_prep")
# INI-01: three capital letters, a dash, two digits.
CODE_PATTERN: Final = r"^[A-Z]{3}-\d{2}$"
LESSON_KEY_PATTERN: Final = r"^[a-z0-9]+(-[a-z0-9]+)*$"
# The lists of a course, by the name of its field.
LISTS: Final = {
    "scenes": SCENES,
    "tasks": POLICY_TASKS,
    "shifts": SHIFTS,
    "stubborn_issues": STUBBORN_ISSUES,
}
