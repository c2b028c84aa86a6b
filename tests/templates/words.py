"""A vocabulary for the sample programme's templates, made by hand: nothing sent, or everything sent. All people and units are invented."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from types import SimpleNamespace as Words
from typing import Any

from jinja2 import Environment, StrictUndefined


class Number:
    """A number, or none: prints the sign of what is missing."""

    def __init__(self, value: Decimal | int | None, sign: str = "…", k: int = 0, n: int = 0) -> None:
        self.value, self.sign, self.k, self.n = value, sign, k, n
        self.cau_so_sanh = ""

    def __str__(self) -> str:
        return self.sign if self.value is None else f"{self.value:,}".replace(",", " ").replace(".", ",").replace(" ", ".")

    def __bool__(self) -> bool:
        return bool(self.value)

    def __eq__(self, other: object) -> bool:
        return self.value is not None and self.value == (other.value if isinstance(other, Number) else other)

    def __hash__(self) -> int:
        return hash(self.value)


class ByName(dict[str, Any]):
    """Words that may be asked for by any name of the programme: each has the same kind of value."""

    def __init__(self, make: Callable[[], Any], known: Mapping[str, Any] | None = None) -> None:
        super().__init__(known or {})
        self._make = make

    def __missing__(self, name: str) -> Any:
        if name.startswith("__"):
            raise KeyError(name)
        return self.setdefault(name, self._make())

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError as error:
            raise AttributeError(name) from error


class Indicators(list[Any]):
    """Indicators one can loop over and name."""

    def __getattr__(self, name: str) -> Any:
        return next((x for x in self if x.ma == name), self[0])


def environment() -> Environment:
    """Return a strict Jinja with the filters that templates use."""
    made = Environment(autoescape=True, undefined=StrictUndefined)
    made.filters |= {
        "so": str,
        "phan_tram": lambda value: f"{value}%",
        "ngay": lambda value: f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value),
        "hai_so": lambda value: f"{value:02d}" if isinstance(value, int) else str(value),
        "trieu": lambda value: (
            str(Number(Decimal(value.value) / 1_000_000)) if isinstance(value, Number) and value.value is not None else str(value)
        ),
        "hoa": lambda value: str(value).upper(),
        "cau": lambda value: str(value)[:1].upper() + str(value)[1:].rstrip(" .;"),
        "trong_cau": lambda value: str(value).replace("Thôn ", "thôn "),
        "gioi": str,
    }
    return made


def vocabulary(*, is_sent: bool) -> dict[str, Any]:
    """Return every word that the sample templates use."""
    villages = [_unit(f"Thôn Mẫu {n:02d}", "Đ", is_sent) for n in range(1, 13)]
    offices = [_unit(name, "B", is_sent) for name in ("Văn phòng HĐND và UBND xã", "Phòng Văn hóa - Xã hội", "Phòng Kinh tế")]
    units = offices + villages
    sent, unsent = (units, []) if is_sent else ([], units)
    issued = Words(so_ky_hieu="      /KH-UBND", ngay_chu="ngày    tháng    năm 2026")
    shares = _indicators(is_sent)
    groups = [_group("B", "Cơ quan thuộc UBND xã", offices, is_sent), _group("Đ", "Các thôn", villages, is_sent)]
    return {
        **_agency(),
        "van_ban": Words(
            so_ky_hieu="      /BC-UBND",
            ngay_chu="ngày    tháng    năm 2026",
            nam=2026,
            du_thao="" if is_sent else "Dự thảo: đã có 0/15 đơn vị; thiếu: Văn phòng HĐND và UBND xã; Phòng Kinh tế",
        ),
        "van_ban_goc": Words(kh_xa=issued, cv_yeu_cau=issued),
        "nhom": groups,
        "cac_don_vi": units,
        "da_nop": sent,
        "chua_nop": unsent,
        "con_trong": sent[-1:],
        "chua_xong": unsent[:4],
        "nop_muon": sent[:2],
        "cho_sua": unsent[:1],
        "co_don_vi_de_nghi": True,
        "co_don_vi_giao_viec": True,
        "chi_tieu": shares,
        "tong": _numbers(is_sent),
        "dem": _counts(is_sent),
        "hoat_dong": ByName(lambda: Words(so_luong=Number(3 if is_sent else 0), tong=_numbers(is_sent), danh_sach=[])),
        "y_kien": Words(**{name: _thoughts(name, is_sent) for name in ("ket_qua_noi_bat", "kho_khan", "kien_nghi")}),
        "don_vi": villages[0],
        **_answers(is_sent),
    }


def _agency() -> dict[str, Any]:
    return {
        "co_quan": Words(
            ten="Ủy ban nhân dân xã Đồng Việt",
            don_vi_hanh_chinh="xã Đồng Việt",
            dia_danh="Đồng Việt",
            dau_moi="Phòng Văn hóa - Xã hội",
            cap_tren="Sở Nội vụ tỉnh Bắc Ninh",
        ),
        "chuong_trinh": Words(
            ten="Chương trình Tăng cường sự tham gia bình đẳng của phụ nữ trong các vị trí lãnh đạo và quản lý",
            ten_ngan="bình đẳng giới trong lãnh đạo, quản lý",
            giai_doan="2026-2030",
            mo_dau_nam=2026,
        ),
        "ky": Words(
            ten="năm 2026",
            nam=2026,
            nam_sau=2027,
            ngay_chot=date(2026, 11, 15),
            tu_ngay=date(2026, 1, 1),
            han_chu="trước ngày 30/11/2026",
        ),
        "ky_truoc": None,
        "nguoi_ky": Words(dong=["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], ho_ten="Trần Thị Mẫu"),
        "lien_he": Words(ho_ten="Lê Thị Mẫu", chuc_vu="công chức", dien_thoai="0912345678", thu_dien_tu="mau@example.vn"),
        "han_moi_chu": "trước 16 giờ 30 phút ngày 03/12/2026",
        "thoi_diem_chu": "08 giờ 00 phút ngày 01/12/2026",
    }


def _unit(name: str, group: str, is_sent: bool) -> ByName:
    is_village = group == "Đ"
    known: dict[str, Any] = {
        "ten": name,
        "khoi": group,
        "chuc_danh": "Trưởng thôn",
        "ho_ten": "",
        "kinh_gui": f"Trưởng {name.lower()}" if is_village else name,
        "tinh_trang": "Chưa gửi",
        "de_trong": "“Số lượt người tham dự”",
        "tinh_trang_bao_cao": "Đúng hạn" if is_sent else "Chưa gửi",
        "gio_nhan_chu": "15 giờ 20 phút, ngày 27/11/2026" if is_sent else "",
        "so_lan_gui": Number(1 if is_sent else 0),
        "so_ngay_muon": Number(0),
        "ghi_chu": "" if is_sent else "Đã đôn đốc ngày 01/12/2026",
        "ghi_chu_don_doc": "",
        "cac_ghi_chu": [],
        "bi_tra_lai": False,
        "ngay_tra_lai": date(2026, 11, 27),
        "so_loi": 3,
        "thuoc_ubnd": True,
        "kinh_phi": Number(Decimal(1500000) if is_sent else None),
        "tong_cb": Number(None, "x") if is_village else Number(11 if is_sent else None),
        "dung_dau_nu": Number(None, "x") if is_village else ("Có" if is_sent else Number(None)),
    }
    return ByName(lambda: Number(12 if is_sent else None), known)


def _numbers(is_sent: bool) -> ByName:
    return ByName(lambda: Number(1234 if is_sent else None, k=15 if is_sent else 0, n=15))


def _counts(is_sent: bool) -> ByName:
    return ByName(lambda: ByName(lambda: Number(4 if is_sent else None), {"k": 4 if is_sent else 0, "n": 15}))


def _group(letter: str, name: str, units: list[ByName], is_sent: bool) -> Words:
    return Words(
        chu=letter,
        ten=name,
        don_vi=units,
        tong=_numbers(is_sent),
        dem=_counts(is_sent) if letter == "Đ" else ByName(lambda: ByName(lambda: Number(2 if is_sent else None), {"n": 0})),
        chi_tieu=_indicators(is_sent),
        da_nop=len(units) if is_sent else 0,
        so_don_vi=len(units),
    )


def _indicators(is_sent: bool) -> Indicators:
    labels = {
        "ct_lanh_dao_nu": "Tỷ lệ cơ quan, đơn vị, thôn có lãnh đạo chủ chốt là nữ",
        "ct_quy_hoach_nu": "Tỷ lệ cán bộ nữ trong diện quy hoạch các chức danh quản lý, lãnh đạo",
        "ct_dao_tao_nu": "Tỷ lệ cán bộ nữ trong diện quy hoạch được đào tạo, tập huấn, nâng cao năng lực",
        "ct_cqdp_nu": "Số cơ quan của chính quyền địa phương ở xã (HĐND, UBND) có lãnh đạo chủ chốt là nữ",
    }
    value = Number(Decimal("47.7") if is_sent else None)
    return Indicators(
        Words(
            ma=name,
            ten=label,
            chi_tieu_chinh=True,
            tu_so=Number(21 if is_sent else None),
            mau_so=Number(44 if is_sent else None),
            gia_tri=value,
            gia_tri_co=is_sent,
            muc_tieu=Number(50) if name != "ct_cqdp_nu" else Number(None, "x"),
            nam_muc_tieu=2030,
            so_voi_muc_tieu=Number(Decimal("-2.3") if is_sent else None),
            con_thieu=Number(Decimal("2.3") if is_sent else None),
            dat=is_sent and name == "ct_dao_tao_nu",
            truoc=Number(None),
            tang=Number(None),
            chenh_lech=Number(None),
            cau_so_sanh=", còn thiếu 2,3 điểm phần trăm so với mục tiêu đến năm 2030 (50%)" if is_sent else "",
            mau_so_khong=False,
            cau_mau_so_khong="",
            k=15 if is_sent else 0,
            n=15,
        )
        for name, label in labels.items()
    )


def _thoughts(name: str, is_sent: bool) -> list[Words]:
    return (
        [Words(noi_dung=f"Ý kiến mẫu {n} về {name} & <việc chung>", don_vi="Thôn Mẫu 01, Thôn Mẫu 02") for n in range(1, 11)]
        if is_sent
        else []
    )


def _answers(is_sent: bool) -> dict[str, Any]:
    names = """so_ho nhan_khau nu_nhan_khau ty_le_nu_nk tong_kct nu_kct ty_le_nu_kct so_cuoc_tt luot_nguoi_tt luot_nu_tt dk_so_cuoc_tt
        dk_luot_nguoi_tt dk_nu_nguon dk_kinh_phi truong_thon_nu bi_thu_nu ctmt_nu kiem_nhiem ket_qua_noi_bat kho_khan nhiem_vu_rieng"""
    texts = {"truong_thon_nu", "bi_thu_nu", "ctmt_nu", "kiem_nhiem", "ket_qua_noi_bat", "kho_khan", "nhiem_vu_rieng"}
    return {name: ("Việc mẫu" if name in texts else Number(123)) if is_sent else Number(None, "……") for name in names.split()}
