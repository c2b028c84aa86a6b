"""Nghị định 30/2020/NĐ-CP: figures as data, and the drafter."""
